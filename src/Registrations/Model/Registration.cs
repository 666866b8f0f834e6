using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Model;

/// <summary>
/// A partner's claim on a customer, from its submission to the end of the deal. Changes itself through verbs only; each step of
/// its state is legal (<see cref="States"/>), dated, attributed and announced.
/// </summary>
[Subject(RegistrationId.SubjectKind)]
internal sealed partial class Registration : Entity, IPartnerOwned
{
    private Registration() { }

    public RegistrationId Id { get; private init; }

    /// <summary><c>DR-1048</c> for deals, <c>LR-0377</c> for leads; unique in the workspace.</summary>
    public string Number { get; private init; } = "";
    public RegistrationKind Kind { get; private init; }
    public RegistrationState State { get; private set; }

    public PartnerId PartnerId { get; private init; }
    public PersonId? SubmittedBy { get; private init; }

    /// <summary>The form's own id, unique in the workspace: a second post of the same form finds the first one's registration.</summary>
    public string SubmissionId { get; private init; } = "";
    public DateTimeOffset SubmittedAt { get; private init; }

    /// <summary>Of the policy it was received under.</summary>
    public int PolicyVersion { get; private init; }

    public string Company { get; private init; } = "";

    /// <summary>Registrable domain of the customer.</summary>
    public string? Domain { get; private init; }

    /// <summary>ISO 3166 alpha-2.</summary>
    public string? Country { get; private init; }
    public string? ContactName { get; private init; }
    public string? ContactEmail { get; private init; }
    public string? ContactRole { get; private init; }
    public string? Problem { get; private init; }
    public StageGuess? Stage { get; private init; }
    public long? AmountMinor { get; private init; }
    public string Currency { get; private init; } = "";
    public DateOnly? CloseDate { get; private init; }
    public string? Product { get; private init; }
    public bool Consent { get; private init; }

    /// <summary>Value a year.</summary>
    public Money? Amount => AmountMinor is { } minor ? new(minor, Currency) : null;

    public List<RegistrationKey> Keys { get; } = [];
    public List<InfoRequest> Questions { get; } = [];
    public List<RegistrationStep> Steps { get; } = [];

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
            Kind = claim.Kind,
            State = RegistrationState.Draft,
            PartnerId = partner,
            SubmittedBy = by,
            SubmissionId = submissionId,
            SubmittedAt = now,
            PolicyVersion = terms.Version,
            Company = claim.Company,
            Domain = claim.Domain,
            Country = claim.Country,
            ContactName = claim.ContactName,
            ContactEmail = claim.ContactEmail,
            ContactRole = claim.ContactRole,
            Problem = claim.Problem,
            Stage = claim.Stage,
            AmountMinor = claim.Amount?.Minor,
            Currency = claim.Amount?.Currency ?? currency,
            CloseDate = claim.CloseDate,
            Product = claim.Product,
            Consent = claim.Consent,
            DecisionHours = terms.Policy.DecisionHours,
        };
        registration.Keys.AddRange(claim.Keys.Select(k => RegistrationKey.Of(registration, k)));
        registration.Become(RegistrationState.Submitted, by, "Received", null, now);
        registration.Become(RegistrationState.InReview, null, "Assessed", null, now);
        registration.WindClock(terms);
        registration.Announce(new RegistrationSubmitted(registration.Id, partner));
        return registration;
    }

    /// <summary>The claim as the rules see it.</summary>
    public Claim AsClaim() =>
        new(Kind, Company, Domain, Country, ContactName, ContactEmail, ContactRole, Problem, Stage, Amount, CloseDate, Product, Consent);

    /// <summary>Takes the company back; from any open state.</summary>
    public void Withdraw(PersonId? by, string reason, DateTimeOffset now)
    {
        Become(RegistrationState.Withdrawn, by, reason, null, now);
        StopClock();
        EndProtection(ProtectionState.Released);
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

    private void Note(RegistrationState from, RegistrationState to, PersonId? by, string what, string? text, DateTimeOffset now) =>
        Steps.Add(RegistrationStep.Of(this, from, to, by, what, text, now));
}
