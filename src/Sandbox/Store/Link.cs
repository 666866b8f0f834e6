namespace Entente.Sandbox.Store;

/// <summary>
/// An association of two records, kept once and seen from both ends. <see cref="From"/> is the end that comes first in
/// deal, contact, company order, and always the note of a note's link.
/// </summary>
/// <param name="Primary">The deal's (or contact's) main company; the account on Salesforce. At most one per record.</param>
/// <param name="Role">Of a contact in a deal, Salesforce's OpportunityContactRole.Role.</param>
internal sealed record Link(long Id, long From, long To, bool Primary, string? Role, long CreatedMs, long ModifiedMs)
{
    /// <summary>Type ids of its labels as seen from <see cref="From"/>, rising.</summary>
    public IReadOnlyList<int> Labels { get; init; } = [];

    public long OtherEnd(long end) => end == From ? To : From;

    /// <summary>The two ends in kept order; of two records of one kind the first given is From.</summary>
    public static (long From, long To) Ends(long a, long b) =>
        Rank(a) != Rank(b) ? (Rank(a) < Rank(b) ? (a, b) : (b, a))
        : a == b ? throw new ArgumentException("A record is not associated with itself.", nameof(b))
        : (a, b);

    /// <summary>Activities are about records, not about each other; products hang on line items only.</summary>
    public static bool CanJoin(Kind a, Kind b) =>
        Kinds.IsRecord(a) && Kinds.IsRecord(b) && !(Kinds.IsActivity(a) && Kinds.IsActivity(b)) && a != Kind.Product && b != Kind.Product;

    /// <summary>Whether the first company of such a record is its main one; of a lead, the first contact too.</summary>
    public static bool HasPrimary(Kind from, Kind to) =>
        (to == Kind.Company && (from is Kind.Deal or Kind.Contact or Kind.Ticket or Kind.Lead)) || (from, to) == (Kind.Lead, Kind.Contact);

    private static int Rank(long id) => Rank(RecordIds.KindOf(id));

    private static int Rank(Kind kind) =>
        kind switch
        {
            Kind.Note or Kind.Task or Kind.Email or Kind.Meeting or Kind.Call => 0,
            Kind.LineItem => 1,
            Kind.Lead => 2,
            Kind.Ticket => 3,
            Kind.Deal => 4,
            Kind.Contact => 5,
            Kind.Company => 6,
            _ => (int)kind,
        };
}
