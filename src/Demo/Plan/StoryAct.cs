using Entente.Partners;
using Entente.Registrations.Rules;

namespace Entente.Demo.Plan;

/// <summary>
/// One thing somebody does in the story, at one moment. Partners, registrations and deals are called by the plan's keys; a deal that
/// comes from a registration has the registration's key. People are called by their e-mail address.
/// </summary>
internal abstract record StoryAct(DateTimeOffset At);

/// <summary>The vendor takes up a partner and names its admin.</summary>
internal sealed record PartnerJoins(DateTimeOffset At, PartnerPlan Partner) : StoryAct(At);

/// <summary>Another person of a partner gets access.</summary>
internal sealed record PersonJoins(DateTimeOffset At, string Partner, PersonPlan Person) : StoryAct(At);

internal sealed record PartnerChangesTier(DateTimeOffset At, string Partner, PartnerTier Tier, string Reason) : StoryAct(At);

/// <summary>The vendor publishes what its tiers ask for and give.</summary>
internal sealed record TiersPublished(DateTimeOffset At, string By) : StoryAct(At);

/// <summary>A partner shows something for its tier.</summary>
/// <param name="AcceptedBy">Null: it still waits.</param>
internal sealed record TierEvidenceShown(
    DateTimeOffset At,
    string Partner,
    string By,
    string Criterion,
    string Who,
    string What,
    string? AcceptedBy
) : StoryAct(At);

internal sealed record PartnerChangesStatus(DateTimeOffset At, string Partner, PartnerStatus Status, string Reason) : StoryAct(At);

/// <summary>A partner's person sends the form.</summary>
internal sealed record RegistrationSubmitted(DateTimeOffset At, string Key, string Partner, string By, ClaimPlan Claim) : StoryAct(At);

internal sealed record InfoAsked(DateTimeOffset At, string Key, string By, InfoTopic Topic, string Question) : StoryAct(At);

internal sealed record InfoAnswered(DateTimeOffset At, string Key, string By, string Answer) : StoryAct(At);

internal sealed record Approved(DateTimeOffset At, string Key, string By, string? Note) : StoryAct(At);

/// <summary>A final no.</summary>
internal sealed record Declined(DateTimeOffset At, string Key, string By, RefusalReason Reason, string? Note) : StoryAct(At);

/// <summary>Not like this; may be mended.</summary>
internal sealed record Rejected(DateTimeOffset At, string Key, string By, RefusalReason Reason, string? Note) : StoryAct(At);

/// <summary>The partner logs the first meeting with the customer: the condition of the protection.</summary>
internal sealed record MeetingHeld(DateTimeOffset At, string Key, string By, string What) : StoryAct(At);

/// <summary>The partner says how it goes with the customer.</summary>
internal sealed record PartnerReports(DateTimeOffset At, string Key, string By, string Words) : StoryAct(At);

/// <summary>Direct sales open a deal in the CRM, without any partner.</summary>
internal sealed record DirectDealOpened(
    DateTimeOffset At,
    string Key,
    CompanyPlan Company,
    string Name,
    int Amount,
    string Owner,
    DateOnly CloseDate
) : StoryAct(At);

/// <summary>A rep takes a deal over and moves it on in the CRM.</summary>
internal sealed record RepMovesStage(DateTimeOffset At, string Key, DealStage Stage, string Owner, string? NextStep) : StoryAct(At);

/// <summary>A rep writes a note on a deal in the CRM.</summary>
internal sealed record RepNotes(DateTimeOffset At, string Key, string Owner, string Text) : StoryAct(At);

/// <summary>Somebody takes up the conflict over a company and says what is to be done.</summary>
internal sealed record ConflictTakenUp(DateTimeOffset At, string Company, string By, string Plan) : StoryAct(At);

/// <summary>A partner adds what supports its claim.</summary>
internal sealed record EvidenceAdded(DateTimeOffset At, string Key, string By, string Words) : StoryAct(At);

internal sealed record DealWon(DateTimeOffset At, string Key, string Owner, int Amount) : StoryAct(At);

internal sealed record DealLost(DateTimeOffset At, string Key, string Owner, string Why) : StoryAct(At);

/// <summary>A manager goes over the open deals and puts on record what is known of their stages.</summary>
internal sealed record PipelineReviewed(DateTimeOffset At, string By) : StoryAct(At);

/// <summary>A manager gives partners whom a registration names beside its own their part in the deal.</summary>
internal sealed record SecondPartnersTakenIn(DateTimeOffset At, string By) : StoryAct(At);

/// <summary>Who gets which credit: one deal is settled, a partner asks for a share of another, of a closed one a correction waits.</summary>
internal sealed record CreditReviewed(DateTimeOffset At, string By) : StoryAct(At);

/// <summary>The rules by which leads go to partners are published.</summary>
internal sealed record LeadRulesPublished(DateTimeOffset At, string By) : StoryAct(At);

/// <summary>Marketing takes a lead in.</summary>
internal sealed record LeadTakenIn(DateTimeOffset At, string By, Leads.LeadInput Lead) : StoryAct(At);

/// <summary>Whoever was offered it, or has it, says something.</summary>
internal sealed record LeadAnswered(DateTimeOffset At, string Company, LeadDeed What, Leads.Rules.LeadProgress? Says) : StoryAct(At);

/// <summary>The vendor names whom it aims at: one segment drawn by conditions, one kept by hand with a layout of the portal.</summary>
internal sealed record SegmentsMade(DateTimeOffset At, string By) : StoryAct(At);

/// <summary>Marketing tells partners something.</summary>
internal sealed record AnnouncementPublished(DateTimeOffset At, NewsPlan Plan) : StoryAct(At);

/// <summary>Somebody of a partner opens it, and confirms it.</summary>
internal sealed record AnnouncementRead(DateTimeOffset At, string Key, string By, bool Confirms) : StoryAct(At);

/// <summary>The vendor's agreement in its first or next version.</summary>
internal sealed record AgreementPublished(DateTimeOffset At, Onboarding.Rules.AgreementSheet Sheet) : StoryAct(At);

/// <summary>An admin of a partner accepts what waits for it.</summary>
internal sealed record AgreementsAccepted(DateTimeOffset At, string By) : StoryAct(At);

/// <summary>A manager and a partner's person write down who does what until when on a deal, and do some of it.</summary>
/// <param name="Step">Which part of it, from 0.</param>
internal sealed record PlanWorkedOn(DateTimeOffset At, string Key, string By, string With, int Step) : StoryAct(At);

/// <summary>Companies ask to become partners, and staff look at them.</summary>
internal sealed record RecruitmentOpened(DateTimeOffset At, string By) : StoryAct(At);

/// <param name="Candidate">As staff type it; known by its company later.</param>
internal sealed record CandidateFound(DateTimeOffset At, string By, Recruitment.Take.CandidateInput Candidate) : StoryAct(At);

/// <param name="What">What becomes of it.</param>
internal sealed record CandidateJudged(DateTimeOffset At, string By, string Company, CandidateDeed What) : StoryAct(At);

/// <summary>A manager and a partner's person talk about a deal and about working together, and agree who does what.</summary>
/// <param name="Step">Which part of it, from 0: what is said at one instant has no order.</param>
internal sealed record TalkHeld(DateTimeOffset At, string Key, string By, string With, int Step) : StoryAct(At)
{
    public const int Steps = 7;

    public static IEnumerable<TalkHeld> All(DateTimeOffset begins, string key, string by, string with) =>
        Enumerable.Range(0, Steps).Select(i => new TalkHeld(begins.AddMinutes(i), key, by, with, i));
}
