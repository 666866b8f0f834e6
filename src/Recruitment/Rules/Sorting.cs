using Entente.Partners;
using Entente.Platform.Values;

namespace Entente.Recruitment.Rules;

/// <summary>What of an application the rules look at.</summary>
/// <param name="HasCompany">Its site or its address is of a company; free mail and pages that anybody has are not.</param>
/// <param name="Partner">The partner that has this domain already.</param>
/// <param name="First">The candidate of the same domain that it can join (<see cref="CandidateStates.Joinable"/>), within the days of the book.</param>
/// <param name="NewThisMonth">Candidates that came in since the month began.</param>
/// <param name="OthersWait">Somebody stands on the waiting list: nobody goes past them.</param>
public sealed record ApplicationFacts(
    bool HasCompany,
    string Country,
    PartnerType Type,
    PartnerId? Partner,
    CandidateId? First,
    int NewThisMonth,
    bool OthersWait
);

/// <summary>What became of an application.</summary>
/// <param name="State">Routed, joined, declined, waiting or new.</param>
/// <param name="Why">The rule, in words.</param>
/// <param name="Reason">Of a declined one.</param>
public sealed record Sorted(CandidateState State, string Why, DeclineReason? Reason = null);

/// <summary>The rules for applications: a closed list, asked in this order; the first that fits decides. Pure.</summary>
public static class Sorting
{
    public static Sorted Decide(ApplicationFacts facts, RecruitmentBook book)
    {
        if (facts.Partner is not null)
            return new(CandidateState.Routed, "The company is a partner already.");
        if (facts.First is not null)
            return new(CandidateState.Joined, "The company is a candidate already.");
        if (book.NoFreeMail && !facts.HasCompany)
            return new(CandidateState.Declined, "Neither website nor address is of a company.", DeclineReason.NoCompany);
        if (book.Countries.Count > 0 && !book.Countries.Contains(facts.Country))
            return new(CandidateState.Declined, "We do not recruit in this country.", DeclineReason.Market);
        if (book.NotSought.Contains(facts.Type))
            return new(CandidateState.Declined, "This type of partner is not sought now.", DeclineReason.Type);
        return Room(book, facts.NewThisMonth) > 0 && !facts.OthersWait
            ? new(CandidateState.Prospect, "It came in.")
            : new(CandidateState.Waiting, "The month is full.");
    }

    /// <summary>How many more may come in this month.</summary>
    public static int Room(RecruitmentBook book, int newThisMonth) =>
        book.MonthlyMost is { } most ? Math.Max(0, most - newThisMonth) : int.MaxValue;
}
