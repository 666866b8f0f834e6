using Entente.Crm.Inspect;
using Entente.Crm.Lanes;
using Entente.Crm.Port;
using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Crm.Settings;

/// <summary>How the connection's facts are said.</summary>
internal static class CrmWords
{
    public static string Words(this CrmConnectionState state) =>
        state switch
        {
            CrmConnectionState.Connected => "Connected, nothing read yet",
            CrmConnectionState.Backfilling => "First load is running",
            CrmConnectionState.Live => "In sync",
            CrmConnectionState.Paused => "Paused",
            CrmConnectionState.Disconnected => "Disconnected",
            _ => "Stopped: the CRM refuses the credentials",
        };

    public static Tone Tone(this CrmConnectionState state) =>
        state switch
        {
            CrmConnectionState.Live => Ui.Tone.Ok,
            CrmConnectionState.Backfilling => Ui.Tone.Info,
            CrmConnectionState.Broken => Ui.Tone.Bad,
            CrmConnectionState.Paused => Ui.Tone.Warn,
            _ => Ui.Tone.Neutral,
        };

    public static string Words(this CrmObject kind) =>
        kind switch
        {
            CrmObject.Account => "Accounts",
            CrmObject.Contact => "Contacts",
            CrmObject.Deal => "Deals",
            CrmObject.Lead => "Leads",
            CrmObject.Task => "Tasks",
            CrmObject.Email => "E-mails",
            CrmObject.Meeting => "Meetings",
            _ => "Notes",
        };

    /// <summary>One of them: <c>account</c>.</summary>
    public static string One(this CrmObject kind) =>
        kind switch
        {
            CrmObject.Email => "e-mail",
            _ => kind.ToString().ToLowerInvariant(),
        };

    public static string Words(this CrmLane lane) =>
        lane switch
        {
            CrmLane.Interactive => "People who wait",
            CrmLane.Write => "Writes",
            CrmLane.Push => "What pushes named",
            CrmLane.Poll => "Changes since",
            _ => "Loads and comparisons",
        };

    public static string Words(this FieldOwner owner) => MappingWords.Owner(owner);

    public static string Words(this ConflictWinner winner) =>
        winner switch
        {
            ConflictWinner.Crm => "CRM won",
            ConflictWinner.Entente => "Entente won",
            _ => "Nobody yet",
        };

    public static Tone Tone(this ConflictWinner winner) =>
        winner switch
        {
            ConflictWinner.Crm => Ui.Tone.Neutral,
            ConflictWinner.Entente => Ui.Tone.Brand,
            _ => Ui.Tone.Bad,
        };

    public static string Words(this DriftOf how) =>
        how switch
        {
            DriftOf.Missing => "was missing here",
            DriftOf.Stale => "was older here",
            DriftOf.Gone => "was gone there",
            _ => "seems gone there, not believed",
        };

    /// <summary>What a write was for: <c>registration</c>.</summary>
    public static string Words(this SubjectRef subject) =>
        subject.Kind switch
        {
            "crm_field" => "field that was changed back",
            var kind => kind.Replace('_', ' '),
        };

    /// <summary>How far the mirror is behind: <c>level 12 seconds ago</c>.</summary>
    public static string Behind(TimeSpan? behind) =>
        behind switch
        {
            null => "not yet followed",
            { TotalSeconds: < 90 } b => $"level {Format.Count((long)Math.Max(0, b.TotalSeconds), "second")} ago",
            { TotalMinutes: < 90 } b => $"level {Format.Count((long)b.TotalMinutes, "minute")} ago",
            { } b => $"level {Format.Count((long)b.TotalHours, "hour")} ago",
        };
}
