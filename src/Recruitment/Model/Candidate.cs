using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Recruitment.Rules;
using Entente.Recruitment.Take;

namespace Entente.Recruitment.Model;

/// <summary>
/// A company that applied, was added or referred. It is nobody's partner yet: no partner's people and no staff with a data scope reach it, for every page
/// asks for a permission that a scope takes away.
/// </summary>
[Subject(CandidateId.Kind)]
internal sealed class Candidate : Entity
{
    private readonly List<CandidateStep> steps = [];

    private Candidate() { }

    public CandidateId Id { get; private init; }

    /// <summary><c>PC-12</c>.</summary>
    public string Number { get; private init; } = "";
    public string Company { get; private init; } = "";

    /// <summary>As it was typed.</summary>
    public string Site { get; private init; } = "";

    /// <summary>Its registrable domain, by the site or the contact's address; empty: none that is a company's.</summary>
    public string Domain { get; private init; } = "";
    public string Country { get; private init; } = "";
    public PartnerType Type { get; private init; }
    public string Segment { get; private init; } = "";
    public string Region { get; private init; } = "";

    // The value exchange.
    public string TheyGive { get; private init; } = "";
    public string WeGive { get; private init; } = "";

    public string ContactName { get; private init; } = "";
    public string ContactEmail { get; private init; } = "";
    public string ContactPhone { get; private init; } = "";
    public string Words { get; private init; } = "";
    public CandidateSource Source { get; private init; }

    /// <summary>The open form: the applicant's mail domain, which is limited by the hour.</summary>
    public string Host { get; private init; } = "";
    public bool Worked { get; private init; }

    /// <summary>Of the form it came with: sent twice, it is one.</summary>
    public string? SubmissionId { get; private init; }
    public PersonId? AddedBy { get; private init; }

    /// <summary>When the applicant agreed that what they sent is kept; null: staff added it.</summary>
    public DateTimeOffset? ConsentAt { get; private init; }
    public DateTimeOffset ReceivedAt { get; private init; }

    public CandidateState State { get; private set; }
    public DateTimeOffset Since { get; private set; }

    /// <summary>The day, in the workspace's zone, on which it became a candidate; it counts for that month.</summary>
    public DateOnly? CameIn { get; private set; }
    public PersonId? Owner { get; private set; }
    public DateOnly? RevisitOn { get; private set; }
    public bool RevisitTold { get; private set; }
    public DateTimeOffset? EvaluatedAt { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public DeclineReason? Reason { get; private set; }

    /// <summary>What the applicant may read of a decline; mailed only when staff say so.</summary>
    public string Outward { get; private set; } = "";
    public DateTimeOffset? DeclineMailedAt { get; private set; }

    /// <summary>The partner that it became, or is already.</summary>
    public PartnerId? Partner { get; private set; }

    /// <summary>The application that it joined.</summary>
    public CandidateId? JoinedTo { get; private set; }

    /// <summary>Of the scorecard when it was accepted, and the version of the rules that it was held against.</summary>
    public decimal? Total { get; private set; }
    public decimal? Threshold { get; private set; }
    public int? Book { get; private set; }

    public IReadOnlyList<CandidateStep> Steps => steps;

    /// <param name="by">Who added it. Who applied has agreed at this moment.</param>
    public static Candidate Receive(NewCandidate input, string number, PersonId? by, bool worked, DateTimeOffset now) =>
        new Candidate
        {
            Id = Ids.New<CandidateId>(now),
            Number = number,
            Company = input.Company,
            Site = input.Site,
            Domain = input.Domain,
            Country = input.Country,
            Type = input.Type,
            Segment = input.Segment,
            Region = input.Region,
            TheyGive = input.TheyGive,
            WeGive = input.WeGive,
            ContactName = input.ContactName,
            ContactEmail = input.ContactEmail,
            ContactPhone = input.ContactPhone,
            Words = input.Words,
            Source = input.Source,
            Host = input.Host,
            Worked = worked,
            SubmissionId = input.SubmissionId,
            AddedBy = by,
            ConsentAt = input.Source is CandidateSource.Applied ? now : null,
            ReceivedAt = now,
            State = CandidateState.Received,
            Since = now,
        }.Said(CandidateState.Received, CandidateState.Received, input.Source.Words(), by, now);

    /// <summary>What the rules made of it.</summary>
    /// <param name="today">In the workspace's zone.</param>
    public void Sort(Sorted sorted, PartnerId? partner, CandidateId? first, DateOnly today, DateTimeOffset now)
    {
        if (State is not CandidateState.Received)
            throw new InvalidOperationException($"It was sorted: {State}.");
        (Reason, Partner, JoinedTo) = (sorted.Reason, partner, first);
        if (sorted.State is CandidateState.Prospect)
            CameIn = today;
        if (sorted.State is CandidateState.Declined)
            DecidedAt = now;
        Move(sorted.State, sorted.Why, null, now);
    }

    /// <summary>The month began and it is its turn.</summary>
    public void ComeIn(DateOnly today, DateTimeOffset now)
    {
        if (State is not CandidateState.Waiting)
            throw new InvalidOperationException($"It does not wait: {State}.");
        CameIn = today;
        Move(CandidateState.Prospect, "Its turn on the waiting list.", null, now);
    }

    /// <summary>Another application of the same company came.</summary>
    public void Again(string number, DateTimeOffset now) => Said(State, State, $"They applied again: {number}.", null, now);

    public void Own(PersonId? owner, PersonId? by, string words, DateTimeOffset now)
    {
        Owner = owner;
        RevisitTold = false;
        Said(State, State, words, by, now);
    }

    public void Evaluate(string why, DateOnly today, PersonId? by, DateTimeOffset now)
    {
        Must(CandidateState.Evaluating);
        (EvaluatedAt, RevisitOn, Reason, DecidedAt) = (EvaluatedAt ?? now, null, null, null);
        // Another decline is told anew, in words of its own; what joined another goes on by itself.
        (Outward, DeclineMailedAt, JoinedTo) = ("", null, null);
        CameIn ??= today;
        Move(CandidateState.Evaluating, why, by, now);
    }

    public void Postpone(DateOnly until, string why, PersonId? by, DateTimeOffset now)
    {
        Must(CandidateState.NotNow);
        (RevisitOn, RevisitTold) = (until, false);
        Move(CandidateState.NotNow, why, by, now);
    }

    public void Decline(DeclineReason reason, string inward, string outward, PersonId? by, DateTimeOffset now)
    {
        Must(CandidateState.Declined);
        (Reason, Outward, RevisitOn, DecidedAt) = (reason, outward, null, now);
        Move(CandidateState.Declined, inward.Length == 0 ? reason.Words() : $"{reason.Words()}: {inward}", by, now);
    }

    /// <summary>The outward text of a decline goes out.</summary>
    public void MailDecline(string outward, DateTimeOffset now) => (Outward, DeclineMailedAt) = (outward, now);

    public void Accept(PartnerId partner, decimal? total, decimal threshold, int book, string why, PersonId? by, DateTimeOffset now)
    {
        Must(CandidateState.Accepted);
        (Partner, Total, Threshold, Book, DecidedAt) = (partner, total, threshold, book, now);
        Move(CandidateState.Accepted, why, by, now);
    }

    public void TellOfRevisit() => RevisitTold = true;

    private void Must(CandidateState next)
    {
        if (!CandidateStates.MayFollow(State, next))
            throw new InvalidOperationException($"{next} cannot follow {State}.");
    }

    private void Move(CandidateState to, string why, PersonId? by, DateTimeOffset now)
    {
        Said(State, to, why, by, now);
        Announce(new CandidateMoved(Id, State, to));
        (State, Since) = (to, now);
    }

    private Candidate Said(CandidateState from, CandidateState to, string why, PersonId? by, DateTimeOffset now)
    {
        steps.Add(CandidateStep.Of(Id, from, to, why, by, now));
        return this;
    }
}
