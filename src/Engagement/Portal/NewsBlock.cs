using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Portal.Home;
using Entente.Ui;

namespace Entente.Engagement.Portal;

/// <summary>On a partner's home: the newest from the vendor; what has to be confirmed is a next move.</summary>
internal sealed class NewsBlock(NewsQuery query, ReadNews read, Actor actor, Workspaces workspaces) : IHomeBlock
{
    private const int Most = 4;

    public HomePart? Part => new("news", "News");

    public async Task<HomeBlock?> Block(DateTimeOffset now, CancellationToken ct)
    {
        var all = await query.List(ct);
        if (all.Count == 0)
            return null;
        var workspace = await workspaces.Get(actor.Workspace, ct);
        var root = $"/w/{workspace.Slug}/portal/news";
        List<NewsLine> first = [.. all.Take(Most)];
        await read.Shown([.. first.Select(l => l.Id)], ct);
        return new("news", $"From {workspace.Name}", HomePlace.Side, 50)
        {
            AllHref = root,
            AllText = "All news",
            Body = builder =>
            {
                builder.OpenComponent<NewsItems>(0);
                builder.AddAttribute(1, nameof(NewsItems.Lines), (IReadOnlyList<NewsLine>)first);
                builder.AddAttribute(2, nameof(NewsItems.Root), root);
                builder.CloseComponent();
            },
            Moves = [.. all.Where(l => l.Waits).Select(l => Move(l, root, workspace))],
        };
    }

    private static HomeMove Move(NewsLine line, string root, WorkspaceCard workspace) =>
        new(
            $"Read and confirm “{line.Title}”",
            $"{root}/{line.Id.Short()}",
            line.Late
                ? "Its day has passed: no registration is taken from you until you did."
                : $"By {Tell.NewsMails.Day(line.Due!.Value)}; after that no registration is taken until you did.",
            "Confirm",
            "announce",
            line.Late ? Tone.Bad : Tone.Warn,
            LocalTime.EndOf(line.Due!.Value, workspace.Zone)
        );
}
