namespace Entente.Sandbox.Store;

/// <summary>
/// An association of two records, kept once and seen from both ends. <see cref="From"/> is the end that comes first in
/// deal, contact, company order, and always the note of a note's link.
/// </summary>
/// <param name="Primary">The deal's (or contact's) main company; the account on Salesforce. At most one per record.</param>
/// <param name="Role">Of a contact in a deal, Salesforce's OpportunityContactRole.Role.</param>
internal sealed record Link(long Id, long From, long To, bool Primary, string? Role, long CreatedMs, long ModifiedMs)
{
    public long OtherEnd(long end) => end == From ? To : From;

    /// <summary>The two ends in kept order; throws for a pair of kinds that cannot be associated.</summary>
    public static (long From, long To) Ends(long a, long b) =>
        Rank(a) < Rank(b) ? (a, b)
        : Rank(a) > Rank(b) ? (b, a)
        : throw new ArgumentException("Records of one kind are not associated with each other in this sandbox.", nameof(b));

    public static bool CanJoin(Kind a, Kind b) => a != b && Rank(a) < 4 && Rank(b) < 4;

    private static int Rank(long id) => Rank(RecordIds.KindOf(id));

    private static int Rank(Kind kind) =>
        kind switch
        {
            Kind.Note => 0,
            Kind.Deal => 1,
            Kind.Contact => 2,
            Kind.Company => 3,
            _ => 4,
        };
}
