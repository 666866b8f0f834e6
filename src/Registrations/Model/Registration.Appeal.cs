using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Model;

// A refusal is looked at by somebody else; a second partner shows that the customer wants it.
internal sealed partial class Registration
{
    public Appeal? OpenAppeal => Appeals.SingleOrDefault(a => a.Outcome is null);

    /// <summary>Whether the present decision was appealed against already.</summary>
    public bool Appealed => Appeals.Exists(a => a.Decision == DecisionNo);

    public void AppealAgainst(string words, IReadOnlyList<Artifact> artifacts, PersonId? by, Terms terms, DateTimeOffset now)
    {
        if (!Appealing.May(State, DecidedAt, Appealed, terms, now))
            throw new InvalidOperationException($"{Number} cannot be appealed against.");
        Appeals.Add(Appeal.Of(this, words, artifacts, by, terms, now));
        LastActAt = now;
        Note(by, "Appealed", words, now);
        Announce(new RegistrationAppealed(Id, PartnerId));
    }

    /// <summary>Upheld: the decision stands. Overturned: it falls, and the claim, with the date it has, is in review again.</summary>
    public void AnswerAppeal(AppealOutcome outcome, string answer, PersonId? by, Terms terms, DateTimeOffset now)
    {
        OpenAppeal!.Decide(outcome, answer, by, now);
        if (outcome is AppealOutcome.Upheld)
            Note(by, "Appeal answered: the decision stands", answer, now);
        else
        {
            Become(RegistrationState.InReview, by, "Appeal won: decided anew", answer, now);
            Review(ReviewCause.Appeal, terms, now);
        }
        Announce(new RegistrationAppealAnswered(Id, PartnerId));
    }

    public void ShowContact(Challenge challenge, Terms terms, DateTimeOffset now)
    {
        Challenges.Add(challenge);
        Note(challenge.By, "The customer confirms the contact", challenge.Words, now);
        Heard(terms, now);
        Prove(terms, now);
        Announce(new RegistrationChallenged(Id, PartnerId));
    }
}
