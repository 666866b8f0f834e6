using System.Globalization;
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

    private const string Telling = "telling";
    private const string Told = "told";

    public static bool WasInterrupted(string folder) => Read(folder) == Telling;

    public static bool WasTold(string folder) => Read(folder) == Told;

    /// <summary>Whether a story may be told at this start, as far as the folder knows.</summary>
    public static bool MayBeTold(RunOptions options, string folder) => !options.Empty && !WasTold(folder);

    public static void Begin(string folder) => Write(folder, Telling);

    public static void End(string folder) => Write(folder, Told);

    private static string? Read(string folder) => File.Exists(FileIn(folder)) ? File.ReadAllText(FileIn(folder)).Trim() : null;

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
        var now = clock.GetUtcNow();
        var stage = new Stage(
            services,
            hand.Set,
            Door(sandbox),
            options.Crm is "salesforce" ? DemoCrm.Salesforce : DemoCrm.HubSpot,
            $"http://localhost:{options.Port.ToString(CultureInfo.InvariantCulture)}",
            Console.WriteLine
        );
        try
        {
            Told told;
            // Ended before the story counts as told: what is marked so must be on the disk.
            await using (await readiness.Hurry(ct))
                told = await Story.Tell(stage, now, ct);
            StoryMark.End(folder);
            Console.WriteLine(
                $"Told in {told.Took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s: {told.Acts} acts, {told.Runs} runs of what came due."
            );
        }
        catch (StoryException failure)
        {
            throw new ClusterException("The demo's story broke off. " + failure.Message);
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
