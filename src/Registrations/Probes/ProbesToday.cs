using Entente.Platform.Tenancy;
using Entente.Portal.Today;
using Entente.Ui;

namespace Entente.Registrations.Probes;

/// <summary>A card of Today: partners whose people looked up many names, until somebody has looked into it.</summary>
internal sealed class ProbesToday(ProbeDesk desk, Actor actor, Workspaces workspaces) : ITodayItem
{
    private const int Shown = 5;

    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        var alarms = await desk.Open(ct);
        if (alarms.Count == 0)
            return null;
        var root = $"/w/{(await workspaces.Get(actor.Workspace, ct)).Slug}/registrations/probes";
        return new("probes", "Many names looked up", TodayPlace.Card, alarms.Count, [.. alarms.Take(Shown).Select(a => Row(a, root))]);
    }

    private static TodayRow Row(ProbeView alarm, string root) =>
        new(alarm.PartnerName, $"{root}/{alarm.Id:N}")
        {
            Sub = $"{Format.Count(alarm.LookedUp, "name")} in a day, {Format.Number(alarm.Registered)} registered",
            Badge = new("Look into it", Tone.Warn, "alert"),
        };
}
