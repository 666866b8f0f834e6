namespace Entente.Registrations.Rules;

/// <summary>What a row of a file comes to before anything of it is registered.</summary>
public enum RowVerdict
{
    /// <summary>Nothing speaks against sending it.</summary>
    Ready,

    /// <summary>It can be sent; somebody should look at it first.</summary>
    Look,

    /// <summary>The very same row was received before; sending it again changes nothing.</summary>
    Known,

    /// <summary>An earlier row of the file claims the same company for the same partner.</summary>
    Repeated,

    /// <summary>It cannot be sent as it is.</summary>
    Bad,
}

/// <summary>Why a row has its verdict.</summary>
/// <param name="Field">The field it is about, by the name it has in forms; null when it is about the row.</param>
public sealed record RowReason(string? Field, string Text);

/// <summary>Gives each row of a file its verdict. Pure, in the order of the rows.</summary>
/// <param name="outsider">A partner's file: only what follows from its own input, its own claims and published rules is told (REG-4).</param>
internal sealed class RowJudge(bool outsider)
{
    private readonly Dictionary<(Guid Partner, ClaimKey Key), int> ours = [];
    private readonly Dictionary<ClaimKey, (int Line, Guid Partner)> anybody = [];

    /// <summary>Verdicts that can be sent.</summary>
    public static bool Sendable(RowVerdict verdict, bool looks) => verdict is RowVerdict.Ready || (looks && verdict is RowVerdict.Look);

    /// <summary>Takes in a row that has its verdict already: after a restart.</summary>
    public void Remember(Guid partner, IEnumerable<ClaimKey> keys, int line)
    {
        foreach (var key in keys)
        {
            ours.TryAdd((partner, key), line);
            anybody.TryAdd(key, (line, partner));
        }
    }

    /// <param name="known">The number under which the very same row was received before.</param>
    /// <param name="assessment">The very assessment that sending it would make.</param>
    public (RowVerdict Verdict, IReadOnlyList<RowReason> Reasons) Judge(
        int line,
        Guid partner,
        Claim claim,
        string? known,
        Assessment assessment
    )
    {
        if (known is not null)
            return (RowVerdict.Known, [new(null, $"Received before, as {known}.")]);
        var keys = claim.Keys;
        foreach (var key in keys)
            if (ours.TryGetValue((partner, key), out var earlier))
                return (RowVerdict.Repeated, [new("company", $"Line {earlier} claims the same company.")]);
        if (assessment.OwnFault is { } fault)
            return (RowVerdict.Bad, Of(fault));
        var reasons = new List<RowReason>();
        var ruled = false;
        foreach (var finding in outsider ? assessment.ForPartnerBeforeDecision : assessment.Findings)
            if (
                finding.Severity is not Severity.Info
                && (outsider ? finding.PartnerText : $"{finding.Title}. {finding.StaffText}") is { } text
            )
            {
                // There is no ruling beside a row; it is said once where it will be.
                var left = text.Replace(" " + VendorChecks.RulingBelow, "", StringComparison.Ordinal);
                ruled |= left != text;
                reasons.Add(new(null, left));
            }
        if (ruled)
            reasons.Add(new(null, RulingOnItsPage));
        if (
            !outsider
            && keys.Select(k => anybody.GetValueOrDefault(k)).FirstOrDefault(a => a.Line > 0 && a.Partner != partner) is { Line: > 0 } other
        )
            reasons.Add(new("company", $"Line {other.Line} claims the same company for another partner."));
        Remember(partner, keys, line);
        return (reasons.Count > 0 ? RowVerdict.Look : RowVerdict.Ready, reasons);
    }

    /// <summary>Said once of a row that others claim or work on too.</summary>
    public const string RulingOnItsPage = "Who leads is ruled on the registration’s page.";

    /// <summary>A refusal, reason by reason.</summary>
    public static IReadOnlyList<RowReason> Of(Platform.Values.Problem problem) =>
        problem.Fields is { Count: > 0 } fields ? [.. fields.Select(f => new RowReason(f.Key, f.Value))] : [new(null, problem.Message)];
}
