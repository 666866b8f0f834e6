using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Crm.Verdicts;

/// <summary>What a person said about two companies. A later one takes its place; it can be taken back. Never deleted.</summary>
[Subject("company_verdict")]
internal sealed class CompanyVerdict : Entity
{
    private CompanyVerdict() { }

    public CompanyVerdictId Id { get; private init; }

    /// <summary>A <see cref="CompanyMark"/>; the smaller one of the two by its bytes.</summary>
    public string LeftMark { get; private init; } = "";
    public string RightMark { get; private init; } = "";
    public bool Same { get; private init; }

    /// <summary>Null: Entente itself, when a verdict follows an account that was merged in the CRM.</summary>
    public PersonId? SaidBy { get; private init; }
    public DateTimeOffset SaidAt { get; private init; }
    public string? Why { get; private init; }

    /// <summary>Null: it holds.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }
    public PersonId? RevokedBy { get; private set; }

    /// <param name="left">With <paramref name="right"/> in any order.</param>
    public static CompanyVerdict Say(string left, string right, bool same, PersonId? by, string? why, DateTimeOffset now)
    {
        if (string.Equals(left, right, StringComparison.Ordinal))
            throw new ArgumentException("A company is the same as itself.", nameof(right));
        var swap = string.CompareOrdinal(left, right) > 0;
        var verdict = new CompanyVerdict
        {
            Id = Ids.New<CompanyVerdictId>(now),
            LeftMark = swap ? right : left,
            RightMark = swap ? left : right,
            Same = same,
            SaidBy = by,
            SaidAt = now,
            Why = why,
        };
        verdict.Announce(new CompaniesJudged(verdict.Id, verdict.LeftMark, verdict.RightMark));
        return verdict;
    }

    /// <summary>Another one takes its place, and tells of it.</summary>
    public void Replace(PersonId? by, DateTimeOffset now)
    {
        if (RevokedAt is not null)
            throw new InvalidOperationException("This verdict was taken back.");
        (RevokedAt, RevokedBy) = (now, by);
    }

    public void TakeBack(PersonId? by, DateTimeOffset now)
    {
        Replace(by, now);
        Announce(new CompaniesJudged(Id, LeftMark, RightMark));
    }
}
