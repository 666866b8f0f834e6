namespace Entente.Crm.Salesforce;

/// <summary>
/// Salesforce ids. Fifteen characters are case-sensitive; eighteen add three that tell the case, so that they compare in any
/// case-blind system. Entente stores eighteen. Source of the rule: Salesforce's own description of record ids.
/// </summary>
internal static class SalesforceId
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    /// <summary>The 18-character form; null for anything that is no id, also when the check letters contradict the case.</summary>
    public static string? Normalise(string? id)
    {
        if (id is not { Length: 15 or 18 } || !id.All(char.IsAsciiLetterOrDigit))
            return null;
        var whole = id[..15] + CheckLetters(id);
        return id.Length == 15 || string.Equals(whole, id, StringComparison.Ordinal) ? whole : null;
    }

    private static string CheckLetters(string id) =>
        string.Create(
            3,
            id,
            static (letters, from) =>
            {
                for (var group = 0; group < 3; group++)
                {
                    var bits = 0;
                    for (var i = 0; i < 5; i++)
                        bits |= char.IsAsciiLetterUpper(from[(group * 5) + i]) ? 1 << i : 0;
                    letters[group] = Letters[bits];
                }
            }
        );
}
