using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Verdicts;

/// <summary>
/// What people say about companies: it is remembered, and wins over every score. Its writes only stage; the caller holds <see cref="Lock"/> and saves.
/// </summary>
public sealed class CompanyVerdicts(EntenteDb db, Actor actor, TimeProvider clock)
{
    private const int LongestWhy = 500;

    /// <summary>What to hold while a pair is judged, in either order.</summary>
    public static string Lock(string left, string right) =>
        string.CompareOrdinal(left, right) < 0 ? $"company-verdict:{left}:{right}" : $"company-verdict:{right}:{left}";

    /// <summary>All that holds about these companies and those that are the same.</summary>
    public Task<SaidPairs> Around(IReadOnlyCollection<string> marks, CancellationToken ct) => VerdictSql.Around(db, marks, ct);

    /// <summary>Says that two are the same company or different ones, in place of what was said of them before.</summary>
    public async Task<Result> Say(string left, string right, bool same, string? why, CancellationToken ct)
    {
        why = string.IsNullOrWhiteSpace(why) ? null : why.Trim();
        if (why?.Length > LongestWhy)
            return WhyTooLong;
        if (await Standing(left, right, ct) is { } before)
        {
            if (before.Same == same && before.Why == why)
                return Result.Done;
            before.Replace(actor.Person, clock.GetUtcNow());
        }
        db.Add(CompanyVerdict.Say(left, right, same, actor.Person, why, clock.GetUtcNow()));
        return Result.Done;
    }

    /// <summary>Nobody has said anything about the two any more. Nothing to take back is no error.</summary>
    public async Task TakeBack(string left, string right, CancellationToken ct) =>
        (await Standing(left, right, ct))?.TakeBack(actor.Person, clock.GetUtcNow());

    private Task<CompanyVerdict?> Standing(string left, string right, CancellationToken ct)
    {
        var (a, b) = string.CompareOrdinal(left, right) < 0 ? (left, right) : (right, left);
        return db.Set<CompanyVerdict>().SingleOrDefaultAsync(v => v.LeftMark == a && v.RightMark == b && v.RevokedAt == null, ct);
    }

    public static Problem WhyTooLong => Problem.Invalid("company.why", "why", $"Say why in up to {LongestWhy} characters.");
}
