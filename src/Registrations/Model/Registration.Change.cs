using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Model;

// The claim itself changes: mended and sent again, changed after the approval, a lead that becomes a deal.
internal sealed partial class Registration
{
    /// <summary>How often another customer took the first one's place: each has an account of its own in the CRM.</summary>
    public int CustomerNo { get; private set; }

    /// <summary>What was approved last; null: nothing yet, or before it was kept.</summary>
    public ApprovedClaim? Approved
    {
        get => ApprovedJson is { } json ? Platform.Jobs.Json.Read<ApprovedClaim>(json) : null;
        private set => ApprovedJson = value is null ? null : Platform.Jobs.Json.Write(value);
    }
    public string? ApprovedJson { get; private set; }

    /// <summary>By what a change of this approved claim is measured.</summary>
    public ApprovedClaim AsApproved() => Approved ?? ApprovedClaim.Of(StandsAs?.Claim ?? AsClaim());

    /// <summary>A rejected claim, mended: in review again, its clock from now. It keeps its date where the policy says so.</summary>
    public void SendAgain(Claim claim, PersonId? by, Terms terms, DateTimeOffset now)
    {
        var keeps = ClaimChanges.KeepsDate(AsClaim(), claim, DecidedAt!.Value, terms, now);
        Become(RegistrationState.InReview, by, "Mended and sent again", null, now);
        Change(claim, ReviewCause.SentAgain, by, now);
        if (!keeps)
            ClaimedAt = now;
        Review(ReviewCause.SentAgain, terms, now);
    }

    /// <summary>Changes a claim freely, or, for the reason given, puts the change before somebody who decides. The protection runs on.</summary>
    /// <param name="reopens">Why it must be reviewed; null: it need not.</param>
    public void Amend(Claim claim, string? reopens, PersonId? by, Terms terms, DateTimeOffset now)
    {
        var before = AsClaim();
        if (reopens is null)
        {
            Change(claim, ReviewCause.Changed, by, now);
            Note(by, "Changed", Sentence(Versions[^1]), now);
            Announce(new RegistrationAmended(Id, PartnerId));
        }
        else
            ReviewChange(claim, ReviewCause.Changed, reopens, before, by, terms, now);
        Heard(terms, now);
    }

    /// <summary>
    /// A lead becomes a deal on the same record; the claim keeps its date and its number. While a lead waits, it waits on as a deal; an approved
    /// one is reviewed as a deal, and stays a protected lead until then.
    /// </summary>
    public void Elevate(Claim deal, PersonId? by, Terms terms, DateTimeOffset now)
    {
        if (Kind is not RegistrationKind.Lead)
            throw new InvalidOperationException($"{Number} is no lead.");
        if (State is RegistrationState.InReview)
        {
            Change(deal, ReviewCause.Elevated, by, now);
            Note(by, "Raised to a deal", Sentence(Versions[^1]), now);
        }
        else
            ReviewChange(deal, ReviewCause.Elevated, "A lead was raised to a deal.", AsClaim(), by, terms, now);
        Heard(terms, now);
    }

    /// <summary>A question about a change stayed unanswered: the change is dropped, and the claim stands as it was approved.</summary>
    public void DropChange(DateTimeOffset now)
    {
        BackAsApproved(now);
        StopClock();
        Refusal = RefusalReason.NoAnswer;
        Announce(new RegistrationChangeRefused(Id, PartnerId));
    }

    private void BackAsApproved(DateTimeOffset now)
    {
        var before = StandsAs!;
        if (State is RegistrationState.NeedsInfo)
            Become(RegistrationState.InReview, null, "Our question was not answered", null, now);
        Become(before.State, null, "The change was dropped", null, now);
        Take(before.Claim);
        (AccountId, CustomerNo, StandsAs) = (before.Account, before.CustomerNo, null);
    }

    private void ReviewChange(Claim claim, ReviewCause cause, string why, Claim before, PersonId? by, Terms terms, DateTimeOffset now)
    {
        var (standing, other) = (new StandingClaim(State, before, AccountId, CustomerNo), ClaimChanges.OtherCustomer(AsApproved(), claim));
        Become(RegistrationState.InReview, by, cause is ReviewCause.Elevated ? "Raised to a deal" : "Changed, in review again", why, now);
        Change(claim, cause, by, now);
        if (other)
            (CustomerNo, AccountId) = (CustomerNo + 1, null);
        StandsAs = standing;
        Review(cause, terms, now);
    }

    // A review begins: a clock of its own, its marks not yet told.
    private void Review(ReviewCause cause, Terms terms, DateTimeOffset now)
    {
        (ReviewFrom, ReviewCause, RemindedMark) = (now, cause, ClockMark.None);
        (AnnounceAt, AnnouncedAt, Before, Outcome) = (null, null, null, null);
        (DecidedAt, DecidedBy, DecisionNote, Refusal) = (null, null, null, null);
        WindClock(terms);
        Announce(new RegistrationReopened(Id, PartnerId));
    }

    private void Change(Claim claim, ReviewCause cause, PersonId? by, DateTimeOffset now)
    {
        var before = AsClaim();
        Versions.Add(ClaimVersion.Of(this, cause, before, ClaimChanges.Between(before, claim), by, now));
        Take(claim);
    }

    private static string Sentence(ClaimVersion version) =>
        string.Join("; ", version.Read().Select(c => $"{c.Label}: {c.Before ?? "empty"} → {c.After ?? "empty"}"));
}
