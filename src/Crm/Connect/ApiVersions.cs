using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Crm.Port;

namespace Entente.Crm.Connect;

/// <summary>
/// The version of a CRM's API, and with it the style of its paths. HubSpot: <c>v3</c> for number-versioned paths, which end in 2027,
/// or a release such as <c>2026-09</c> (March or September). Salesforce: <c>66.0</c>; below 31 it no longer answers.
/// </summary>
internal static partial class ApiVersions
{
    public static string Default(CrmKind kind) => kind == CrmKind.HubSpot ? "2026-09" : "66.0";

    /// <summary>Null when it can be spoken, otherwise why not.</summary>
    public static string? Trouble(CrmKind kind, string? version) =>
        kind == CrmKind.HubSpot
            ? version == "v3" || HubSpot().IsMatch(version ?? "")
                ? null
                : "Give v3, or a release of HubSpot's such as 2026-09."
            : Salesforce().IsMatch(version ?? "") && decimal.Parse(version!, CultureInfo.InvariantCulture) is >= 41 and < 200
                ? null
                : "Give a version of Salesforce's such as 66.0, not below 41.0.";

    [GeneratedRegex("^20[2-9][0-9]-(03|09)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex HubSpot();

    [GeneratedRegex(@"^[0-9]{2,3}\.0$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Salesforce();
}
