using System.Globalization;
using Entente.Access;
using Entente.Crm.Connect;
using Entente.Crm.Port;
using Entente.Demo;
using Entente.Platform.Data.Postgres;
using Entente.Platform.Tenancy;

namespace Entente.Host;

/// <summary>
/// Whether the demo's story was begun and told on this data folder. Nobody gets in before it is told, so what an interrupted one left
/// behind is worth nothing to anybody and may be removed.
/// </summary>
internal static class StoryMark
{
    public const string HalfToldElsewhere =
        "The demo's story was interrupted while it was told into the database given with --database. Drop that database and make it again, or give another one; then start with --reset.";

    public const string NotYetTold =
        "The demo's story is being told into this database, or was interrupted. Start this node once the one that tells it says so.";

    private const string Telling = "telling";
    private const string Told = "told";

    public static bool WasInterrupted(string folder) => Read(folder) is [Telling, ..];

    public static bool WasTold(string folder) => Read(folder) is [Told, ..];

    /// <summary>A sentence when another CRM is asked for than the one that the story in this folder was told with.</summary>
    public static string? WhyNotOtherCrm(RunOptions options, string folder) =>
        options.Crm is { } wanted && !options.Empty && Read(folder) is [Told, var crm] && crm != wanted
            ? $"The demo in {folder} was told with {crm}. To have it told with {wanted}, throw it away (--reset --crm {wanted}) or give another --data folder."
            : null;

    /// <summary>Whether a story may be told at this start, as far as the folder knows.</summary>
    public static bool MayBeTold(RunOptions options, string folder) => !options.Empty && !WasTold(folder);

    public static void Begin(string folder) => Write(folder, Telling);

    /// <param name="crm">As <c>--crm</c> names it.</param>
    public static void End(string folder, string crm) => Write(folder, $"{Told} {crm}");

    // The state, and after its end the CRM.
    private static string[] Read(string folder) =>
        File.Exists(FileIn(folder)) ? File.ReadAllText(FileIn(folder)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) : [];

    private static void Write(string folder, string state)
    {
        File.WriteAllText(FileIn(folder) + ".new", state + Environment.NewLine);
        File.Move(FileIn(folder) + ".new", FileIn(folder), overwrite: true);
    }

    private static string FileIn(string folder) => Path.Combine(folder, "story");
}

/// <summary>Tells the demo's story at the first start; after it, and at every other start, nothing moves a clock any more.</summary>
internal static class RunStory
{
    public static async Task TellOrSeal(
        RunOptions options,
        string folder,
        IServiceProvider services,
        Readiness readiness,
        StoryClock clock,
        SandboxProcess sandbox,
        CancellationToken ct
    )
    {
        // Taken in any case: afterwards nobody can.
        using var hand = clock.TakeHand();
        var wanted = StoryMark.MayBeTold(options, folder) && (await services.GetRequiredService<Workspaces>().All(ct)).Count == 0;
        if (!wanted)
        {
            await Story.Seal(Door(sandbox), ct);
            return;
        }
        Console.WriteLine("Telling the demo's story, fifteen months of a partner program:");
        StoryMark.Begin(folder);
        var (now, crm) = (clock.GetUtcNow(), options.Crm ?? "hubspot");
        var stage = new Stage(
            services,
            hand.Set,
            Door(sandbox),
            crm is "salesforce" ? DemoCrm.Salesforce : DemoCrm.HubSpot,
            $"http://localhost:{options.Port.ToString(CultureInfo.InvariantCulture)}",
            Console.WriteLine
        );
        try
        {
            Told told;
            // Ended before the story counts as told: what is marked so must be on the disk.
            await using (await readiness.Hurry(ct))
                told = await Story.Tell(stage, now, ct);
            StoryMark.End(folder, crm);
            Console.WriteLine(
                $"Told in {told.Took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s: {told.Acts} acts, {told.Runs} runs of what came due."
            );
        }
        catch (StoryException failure)
        {
            throw new ClusterException("The demo's story broke off. " + failure.Message);
        }
    }

    /// <summary>After a start on other ports: connections to the sandbox find it, and it finds the app.</summary>
    public static async Task Introduce(RunOptions options, IServiceProvider services, SandboxProcess sandbox, CancellationToken ct)
    {
        var app = $"http://localhost:{options.Port.ToString(CultureInfo.InvariantCulture)}";
        foreach (var workspace in await services.GetRequiredService<Workspaces>().All(ct))
        {
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System(workspace.Id, Channel.Console));
            var follow = scope.ServiceProvider.GetRequiredService<FollowSandbox>();
            var address = scope.ServiceProvider.GetRequiredService<PublicAddress>();
            foreach (var found in await follow.Run(new Uri(sandbox.HubSpotUrl), new Uri(sandbox.SalesforceUrl), ct))
            {
                // Told already, and what people set up at the sandbox themselves stays.
                if (!found.Moved)
                    continue;
                var crm = found.Kind == CrmKind.HubSpot ? DemoCrm.HubSpot : DemoCrm.Salesforce;
                await Story.Introduce(Door(sandbox), crm, app + found.PushPath, address.Of(found.PanelPath), ct);
            }
        }
    }

    private static SandboxDoor Door(SandboxProcess sandbox) =>
        new(
            sandbox.HubSpotUrl,
            sandbox.Keys.HubSpotToken,
            sandbox.Keys.AppSecret,
            sandbox.SalesforceUrl,
            sandbox.Keys.ClientId,
            sandbox.Keys.ClientSecret
        );
}
