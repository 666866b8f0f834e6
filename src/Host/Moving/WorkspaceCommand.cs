using System.Globalization;
using Entente.Platform.Data;
using Entente.Platform.Data.Postgres;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Host.Moving;

/// <summary><c>./entente workspace</c>: a workspace as a whole, see docs/workspaces.md.</summary>
internal static class WorkspaceCommand
{
    private const string Help = """
        ./entente workspace list                          those of this installation, and where their data lies
        ./entente workspace label SLUG TEXT               notes where its data lies: "EU, Frankfurt"
        ./entente workspace export SLUG FILE              everything of it in one file, also while Entente runs
        ./entente workspace import FILE [--as SLUG]       the other way, beside what is here
        ./entente workspace start SLUG                    its mails and deadlines, which rest after an import, begin
        ./entente workspace delete SLUG --yes SLUG        everything of it, for good
        each with [--data DIR] [--database CONNECTION]
        """;

    public static Task<int> Run(string[] words) =>
        words switch
        {
            ["list", .. var rest] => Here.On(rest, Help, List),
            ["label", var slug, var text, .. var rest] => Here.On(rest, Help, here => Label(here, slug, text)),
            ["export", var slug, var file, .. var rest] => Here.On(rest, Help, here => Export(here, slug, file)),
            ["import", var file, "--as", var slug, .. var rest] => Here.On(rest, Help, here => Import(here, file, slug)),
            ["import", var file, .. var rest] => Here.On(rest, Help, here => Import(here, file, null)),
            ["start", var slug, .. var rest] => Here.On(rest, Help, here => Start(here, slug)),
            ["delete", var slug, "--yes", var again, .. var rest] when slug == again => Here.On(rest, Help, here => Delete(here, slug)),
            ["delete", ..] => Commands.Refuse("This cannot be undone. Say it twice: ./entente workspace delete SLUG --yes SLUG"),
            _ => Commands.Refuse(Help),
        };

    internal static async Task<int> List(Here here)
    {
        foreach (var card in await here.Workspaces.All(CancellationToken.None))
            Console.WriteLine($"{card.Slug}  {card.Name}{(card.Residency.Length > 0 ? $"  ({card.Residency})" : "")}");
        return 0;
    }

    internal static async Task<int> Label(Here here, string slug, string text)
    {
        var labelled = await here.Workspaces.Label((await here.Find(slug)).Id, text, CancellationToken.None);
        return labelled.Problem is { } no ? await Commands.Refuse(Words(no)) : 0;
    }

    internal static async Task<int> Export(Here here, string slug, string file)
    {
        var card = await here.Find(slug);
        // Before anything is read: whoever takes everything stands in the audit, also in the one that is taken.
        await here.Note(card, "workspace.exported", new SubjectRef("workspace", card.Id.Value));
        var manifest = await TakeWorkspace.Run(
            here.All,
            card,
            here.Sealed(),
            here.Box,
            file,
            TimeProvider.System.GetUtcNow(),
            CancellationToken.None
        );
        Console.WriteLine(
            $"{file} ({new FileInfo(file).Length / 1024.0 / 1024.0:F1} MB): {manifest.Rows.Values.Sum()} rows of {card.Name} as of {manifest.TakenAt:yyyy-MM-dd HH:mm:ss} UTC, with its secrets open. Keep it as safe as the installation itself."
        );
        return 0;
    }

    internal static async Task<int> Import(Here here, string file, string? slug)
    {
        if (!File.Exists(file))
            throw new ClusterException($"There is no file {file}.");
        var folder = Directory.CreateTempSubdirectory("entente-workspace-");
        try
        {
            var manifest = await Pack.Read<WorkspaceManifest>(
                file,
                folder.FullName,
                "workspace",
                WorkspacePack.Belongs,
                CancellationToken.None
            );
            var name = slug ?? manifest.Slug;
            await Refuse(here, manifest, name);
            int paused,
                known;
            await using (var all = await here.All.OpenConnectionAsync())
                (paused, known) = await new BringWorkspace(all, folder.FullName, manifest, name).Run(
                    here.Sealed(),
                    here.Box,
                    CancellationToken.None
                );
            var card = await here.Find(name);
            await here.Note(card, "workspace.imported", new SubjectRef("workspace", card.Id.Value), AsOf(manifest));
            Console.WriteLine(
                $"{manifest.Name} is at /w/{name}, as of {manifest.TakenAt:yyyy-MM-dd HH:mm:ss} UTC: {manifest.Rows.Values.Sum()} rows. {known} of its people were known here. {paused} CRM connection(s) rest until you take them up again; mails, reminders and deadlines rest until ./entente workspace start {name}."
            );
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Refuse(Here here, WorkspaceManifest manifest, string slug)
    {
        if (manifest.Format != 1 || manifest.Schema != (await Migrator.LastApplied(here.All, CancellationToken.None) ?? ""))
            throw new ClusterException(
                $"The file was made by another version of Entente (its tables are those of {manifest.Schema}). Bring both installations to the same version, then export anew."
            );
        if (Workspaces.WhyNot(slug, manifest.Name, "UTC", "EUR") is { } no)
            throw new ClusterException(Words(no));
        foreach (var card in await here.Workspaces.All(CancellationToken.None))
            if (card.Id.Value == manifest.Workspace)
                throw new ClusterException($"This very workspace is here already, at /w/{card.Slug}.");
            else if (card.Slug == slug)
                throw new ClusterException($"/w/{slug} is taken here. Give another address with --as.");
    }

    private static string Words(Problem no) => no.Fields?.Values.FirstOrDefault() ?? no.Message;

    /// <param name="which">Its slug; or its id, where an earlier deletion was interrupted after nobody knew the slug any more.</param>
    internal static async Task<int> Delete(Here here, string which)
    {
        var left = Guid.TryParse(which, out var id) && (await here.Workspaces.All(CancellationToken.None)).All(w => w.Id.Value != id);
        var card = left ? null : await here.Find(which);
        if (card is not null)
            Console.WriteLine(
                $"Deleting {card.Name}. Should this be interrupted: ./entente workspace delete {card.Id.Value} --yes {card.Id.Value}"
            );
        var (rows, people) = await EndWorkspace.Run(here.All, card?.Id.Value ?? id, again: left, CancellationToken.None);
        Console.WriteLine($"{card?.Name ?? "What was left"} is gone: {rows} rows, and {people} people who belonged to no other workspace.");
        return 0;
    }

    /// <summary>Its mails, reminders, deadlines and jobs begin.</summary>
    internal static async Task<int> Start(Here here, string slug)
    {
        var card = await here.Find(slug);
        int woken;
        await using (var all = await here.All.OpenConnectionAsync())
            woken = await BringWorkspace.Wake(all, card.Id.Value, CancellationToken.None);
        await here.Note(card, "workspace.started", new SubjectRef("workspace", card.Id.Value));
        Console.WriteLine($"{card.Name} works from now on: {woken} pieces of work had rested.");
        return 0;
    }

    private static IReadOnlyList<(string, string?, string?)> AsOf(WorkspaceManifest manifest) =>
        [("as of", null, manifest.TakenAt.ToString("u", CultureInfo.InvariantCulture))];
}
