using Entente.Crm.Port;
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
