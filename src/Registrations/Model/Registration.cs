using System.Linq.Expressions;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.Rules;
using Entente.Registrations.Rules.Forms;

namespace Entente.Registrations.Model;

/// <summary>
/// A partner's claim on a customer, from its submission to the end of the deal. Changes itself through verbs only; each step of
/// its state is legal (<see cref="States"/>), dated, attributed and announced.
/// </summary>
[Subject(RegistrationId.SubjectKind)]
internal sealed partial class Registration : Entity, IOwnable<Registration>
{
    private Registration() { }

    public static Expression<Func<Registration, bool>> Own(EntenteDb db) => OwnClaims.Of(db);

    public RegistrationId Id { get; private init; }

    /// <summary><c>DR-1048</c> for deals, <c>LR-0377</c> for leads; unique in the workspace.</summary>
    public string Number { get; private init; } = "";
    public RegistrationKind Kind { get; private set; }
    public RegistrationState State { get; private set; }

    public PartnerId PartnerId { get; private init; }
    public PersonId? SubmittedBy { get; private init; }

    /// <summary>The form's own id, unique in the workspace: a second post of the same form finds the first one's registration.</summary>
    public string SubmissionId { get; private init; } = "";
    public DateTimeOffset SubmittedAt { get; private init; }

    /// <summary>The claim's date, which the hierarchy compares. A lead that becomes a deal keeps it; so does a claim that is mended in time.</summary>
    public DateTimeOffset ClaimedAt { get; private set; }

    /// <summary>Of the policy it was received under.</summary>
    public int PolicyVersion { get; private init; }

    public string Company { get; private set; } = "";

    /// <summary>Registrable domain of the customer.</summary>
    public string? Domain { get; private set; }

    /// <summary>ISO 3166 alpha-2.</summary>
    public string? Country { get; private set; }
    public string? ContactName { get; private set; }
    public string? ContactEmail { get; private set; }
    public string? ContactRole { get; private set; }
    public string? Problem { get; private set; }
    public StageGuess? Stage { get; private set; }
    public long? AmountMinor { get; private set; }
    public string Currency { get; private set; } = "";
    public DateOnly? CloseDate { get; private set; }
    public string? Product { get; private set; }
    public bool Consent { get; private set; }

    /// <summary>Who serves the customer today, as the claimant says; asked of renewals and expansions.</summary>
    public Incumbent? Incumbent { get; private set; }

    /// <summary>Another partner that has a part in it, and which; for staff alone.</summary>
    public string? SecondPartner { get; private set; }
    public SecondRole? SecondRole { get; private set; }

    /// <summary>Basis points.</summary>
    public int? DiscountAsked { get; private set; }

    /// <summary>Values of the CRM's own fields that the form asked for, as JSON.</summary>
    public string? CustomJson { get; private set; }

    public IReadOnlyList<CustomValue> Custom => CustomJson is { } json ? Platform.Jobs.Json.Read<List<CustomValue>>(json) : [];

    /// <summary>Value a year.</summary>
    public Money? Amount => AmountMinor is { } minor ? new(minor, Currency) : null;

    /// <summary>Rises with each entry of the history: so the record itself changes, its version with it, and what it announces is told.</summary>
    public int StepsTaken { get; private set; }

    public List<RegistrationKey> Keys { get; } = [];
    public List<InfoRequest> Questions { get; } = [];
    public List<RegistrationStep> Steps { get; } = [];
    public List<ClaimVersion> Versions { get; } = [];
    public List<ProgressEntry> Progress { get; } = [];
    public List<ProtectionExtension> Extensions { get; } = [];
    public List<Appeal> Appeals { get; } = [];
    public List<Challenge> Challenges { get; } = [];

    /// <summary>Receives a claim that was assessed: it is submitted, and at once in review; the decision clock runs.</summary>
    public static Registration Submit(
        string number,
        PartnerId partner,
        PersonId? by,
        string submissionId,
        Claim claim,
        Terms terms,
        string currency,
        DateTimeOffset now
    )
    {
        var registration = new Registration
        {
            Id = Ids.New<RegistrationId>(now),
            Number = number,
            State = RegistrationState.Draft,
            PartnerId = partner,
            SubmittedBy = by,
            SubmissionId = submissionId,
            SubmittedAt = now,
            ClaimedAt = now,
            ReviewFrom = now,
            LastActAt = now,
            PolicyVersion = terms.Version,
            Currency = currency,
            DecisionHours = terms.Policy.DecisionHours,
        };
        registration.Take(claim);
        registration.Become(RegistrationState.Submitted, by, "Received", null, now);
        registration.Become(RegistrationState.InReview, null, "Assessed", null, now);
        registration.WindClock(terms);
        registration.Announce(new RegistrationSubmitted(registration.Id, partner));
        return registration;
    }

    /// <summary>The claim as the rules see it.</summary>
    public Claim AsClaim() =>
        new(Kind, Company, Domain, Country, ContactName, ContactEmail, ContactRole, Problem, Stage, Amount, CloseDate, Product, Consent)
        {
            Incumbent = Incumbent,
            SecondPartner = SecondPartner,
            SecondRole = SecondRole,
            Discount = DiscountAsked,
            Custom = CustomJson is null ? null : Custom,
        };

    /// <summary>The contact no longer agrees to be approached. The claim stands; an approval will ask for a consent again.</summary>
    public void LoseConsent(PersonId? by, DateTimeOffset now)
    {
        if (!Consent)
            return;
        Consent = false;
        Note(by, "Consent withdrawn", null, now);
    }

    /// <summary>Takes the company back; from any open state.</summary>
    public void Withdraw(PersonId? by, string reason, DateTimeOffset now)
    {
        if (MayUndo(now))
            // Nobody heard of that decision, and nobody will.
            Steps.FindAll(s => s.Decision == DecisionNo).ForEach(s => s.Hide());
        Become(RegistrationState.Withdrawn, by, reason, null, now);
        StopClock();
        (AnnounceAt, Before, StandsAs) = (null, null, null);
        EndProtection(ProtectionState.Released, now);
        Announce(new RegistrationWithdrawn(Id, PartnerId));
    }

    // The one place where the state changes: legal, or a bug.
    private void Become(RegistrationState next, PersonId? by, string what, string? text, DateTimeOffset now)
    {
        if (!State.MayBecome(next))
            throw new InvalidOperationException($"{Number} is {State} and cannot become {next}.");
        Note(State, next, by, what, text, now);
        State = next;
    }

    private void Note(RegistrationState from, RegistrationState to, PersonId? by, string what, string? text, DateTimeOffset now)
    {
        Steps.Add(RegistrationStep.Of(this, from, to, by, what, text, now));
        StepsTaken++;
    }

    private void Note(PersonId? by, string what, string? text, DateTimeOffset now) => Note(State, State, by, what, text, now);

    // What is claimed, and the keys that follow from it.
    private void Take(Claim claim)
    {
        var sameCompany = AsClaim().Mark == claim.Mark;
        (Kind, Company, Domain, Country) = (claim.Kind, claim.Company, claim.Domain, claim.Country);
        (ContactName, ContactEmail, ContactRole) = (claim.ContactName, claim.ContactEmail, claim.ContactRole);
        (Problem, Stage, CloseDate) = (claim.Problem, claim.Stage, claim.CloseDate);
        (Product, Consent) = (claim.Product, claim.Consent);
        (Incumbent, SecondPartner, SecondRole) = (claim.Incumbent, claim.SecondPartner, claim.SecondRole);
        DiscountAsked = claim.Discount;
        CustomJson = claim.Custom is { Count: > 0 } custom ? Platform.Jobs.Json.Write(custom) : null;
        (AmountMinor, Currency) = (claim.Amount?.Minor, claim.Amount?.Currency ?? Currency);
        KnownBy(claim, sameCompany);
    }

    /// <summary>The keys that follow from a claim which says the same: the list of sites that prove nothing may have changed.</summary>
    public void KnownBy(Claim claim) => KnownBy(claim, sameCompany: true);

    private void KnownBy(Claim claim, bool sameCompany)
    {
        var keys = claim.Keys;
        // What people said holds as long as the claim says the same of its company.
        Keys.RemoveAll(k => !keys.Contains(new(k.Kind, k.Value)) && !(k.Adopted && sameCompany));
        Keys.FindAll(k => k.Adopted && keys.Contains(new(k.Kind, k.Value))).ForEach(k => k.Own());
        Keys.AddRange(keys.Where(k => !Keys.Exists(h => h.Kind == k.Kind && h.Value == k.Value)).Select(k => RegistrationKey.Of(this, k)));
    }
}
