using Entente.Access;
using Entente.Pipeline.Model;
using Entente.Pipeline.Rules.Attribution;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Credits;

/// <param name="Motion">Whose rule it is; empty: the workspace's.</param>
/// <param name="Number">0: what every workspace starts with.</param>
public sealed record PublishedRule(CreditRule Rule, string Motion, int Number)
{
    /// <summary>As it is kept with a deal that it counted for: <c>reseller 2</c>; empty: what every workspace starts with.</summary>
    public string Label =>
        Number == 0
            ? ""
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(Motion.Length == 0 ? "all" : Motion)} {Number}");
}

/// <summary>By which rules the workspace credits deals.</summary>
public sealed class CreditRuleShelf(EntenteDb db, AccessApi access)
{
    private IReadOnlyDictionary<string, PublishedRule>? known;

    /// <summary>Those published, by motion; read once for a request.</summary>
    public async Task<IReadOnlyDictionary<string, PublishedRule>> All(CancellationToken ct) =>
        known ??= (await db.Newest<CreditRuleVersion>(ct)).ToDictionary(
            v => v.Motion,
            v => new PublishedRule(v.Read(), v.Motion, v.Number),
            StringComparer.Ordinal
        );

    /// <summary>The rule in force for a motion: its own, else the workspace's, else what every workspace starts with.</summary>
    public async Task<PublishedRule> Of(string? motion, CancellationToken ct)
    {
        var all = await All(ct);
        return all.GetValueOrDefault(motion ?? "") ?? all.GetValueOrDefault("") ?? new(CreditRule.Standard, "", 0);
    }

    /// <summary>The version number that stands for exactly this motion; 0: none.</summary>
    public async Task<int> NumberOf(string motion, CancellationToken ct) => (await All(ct)).GetValueOrDefault(motion)?.Number ?? 0;

    /// <summary>The versions of a motion's rule, the newest first.</summary>
    public Task<IReadOnlyList<PublishedVersion<CreditRule>>> History(string motion, CancellationToken ct) =>
        db.History<CreditRuleVersion, CreditRule>(access, motion, ct);
}
