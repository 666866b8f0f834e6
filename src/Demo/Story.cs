using Entente.Demo.Plan;
using Entente.Demo.Telling;
using Entente.Platform.Values;

namespace Entente.Demo;

/// <summary>Where the story is told: an app without any workspace whose background work is held back, and a sandbox with a settable clock.</summary>
/// <param name="Services">Of the app.</param>
/// <param name="SetClock">Moves the app's clock, forward only. The sandbox's is set over its own admin API.</param>
/// <param name="AppUrl">Where the sandbox reaches the app.</param>
/// <param name="Say">Takes a line of progress.</param>
public sealed record Stage(
    IServiceProvider Services,
    Action<DateTimeOffset> SetClock,
    SandboxDoor Sandbox,
    DemoCrm Crm,
    string AppUrl,
    Action<string> Say
);

/// <summary>What came of it.</summary>
/// <param name="Runs">How often something that was due ran.</param>
public sealed record Told(
    string Slug,
    WorkspaceId Workspace,
    PersonId Maren,
    PersonId Ines,
    PartnerId KestrelQuay,
    int Acts,
    int Runs,
    TimeSpan Took
);

/// <summary>
/// The demo: fifteen months of Corvane's partner program up to now, told through the use cases that people's own acts go through, with
/// the reps at work in the CRM. Deterministic but for what day it is.
/// </summary>
public static class Story
{
    /// <summary>Where the demo's workspace lies: <c>/w/corvane</c>.</summary>
    public const string Slug = StoryPlan.Slug;

    /// <summary>Who the demo lets its visitors be: the partner manager who decides, and the admin of a partner.</summary>
    public const string StaffEmail = StoryPlan.Maren;
    public const string StaffName = "Maren Voss";
    public const string PartnerEmail = StoryPlan.Ines;
    public const string PartnerName = "Ines Calder of Kestrel Quay";

    /// <summary>Tells the whole story up to <paramref name="now"/>. The caller lets go of the app's clock afterwards.</summary>
    /// <exception cref="StoryException">A use case or the CRM refused something; the data is half told.</exception>
    public static Task<Told> Tell(Stage stage, DateTimeOffset now, CancellationToken ct) => Tell(stage, StoryPlan.For(now), ct);

    /// <summary>No story is told: the sandbox's clock runs with real time, and nobody can set it any more.</summary>
    public static async Task Seal(SandboxDoor sandbox, CancellationToken ct)
    {
        using var http = new HttpClient();
        await new Sales.SandboxAdmin(http, sandbox).Seal(ct);
    }

    /// <summary>Tells the sandbox where the app is now: a start on other ports leaves what it was told before to nobody.</summary>
    public static async Task Introduce(SandboxDoor sandbox, DemoCrm crm, string pushUrl, string panelUrl, CancellationToken ct)
    {
        using var http = new HttpClient();
        var admin = new Sales.SandboxAdmin(http, sandbox);
        await admin.ForgetPush(crm, ct);
        await admin.Push(crm, pushUrl, ct);
        await admin.Panel(crm, panelUrl, ct);
    }

    internal static async Task<Told> Tell(Stage stage, StoryPlan plan, CancellationToken ct)
    {
        await using var teller = new Teller(stage, plan);
        return await teller.Run(ct);
    }
}
