using Entente.Conflicts.Rules;
using Entente.Platform.Values;
using Entente.Registrations.Contests;

namespace Entente.Conflicts.Model;

// The decision, and what comes after it.
internal sealed partial class ConflictCase
{
    /// <summary>Settles it. <paramref name="letters"/>: one for each party of a partner.</summary>
    public void Decide(
        Proposal proposal,
        string? leader,
        string rationale,
        LadderRuling ruling,
        IReadOnlyList<(Party To, Letter Letter)> letters,
        PersonId? by,
        ContestTerms terms,
        DateTimeOffset now
    )
    {
        Must(Status is CaseStatus.Active, "decided");
        DecisionNo++;
        (How, Leader, Rationale, DecidedBy) = (proposal.How, leader, rationale, by);
        Ruling = Platform.Jobs.Json.Write(ruling);
        var until = terms.Calendar.EndOfWindow(now, terms.Appeals.WindowDays);
        foreach (var (to, letter) in letters)
            Letters.Add(CaseLetter.Of(this, to, letter, until, now));
        Note($"Decided: {proposal.How.Words().ToLowerInvariant()}", rationale, by, now);
        Close(CaseEnd.Decided, now);
        Announce(new ConflictResolved(Id, Decided: true));
    }

    /// <summary>A party that was written to sees it differently.</summary>
    public void Appeal(CaseLetter letter, string words, PersonId? by, ContestTerms terms, DateTimeOffset now)
    {
        Must(Status is CaseStatus.Resolved && letter.Decision == DecisionNo, "appealed against");
        var due = terms.Calendar.Due(now, TimeSpan.FromHours(terms.Appeals.AnswerHours));
        Appeals.Add(CaseAppeal.Of(this, letter, words, by, due, now));
        Note("Appeal", words, by, now);
        Wind(terms, CaseMark.None);
        Announce(new ConflictAppealed(Id, letter.PartnerId));
    }

    /// <summary>Answers the appeal; when it is upheld, the case is active again and is decided anew.</summary>
    public void Answer(CaseAppeal appeal, bool upheld, string answer, PersonId? by, ContestTerms terms, DateTimeOffset now)
    {
        Must(appeal.Upheld is null, "answered again");
        appeal.Answer(upheld, answer, by, now);
        Note(upheld ? "Appeal upheld: decided anew" : "Appeal: the decision stands", answer, by, now);
        if (upheld)
        {
            (Status, End, ResolvedAt, Owner) = (CaseStatus.Active, null, null, by);
            Keys.ForEach(k => k.Open());
        }
        Wind(terms, CaseMark.None);
        Announce(new ConflictAppealAnswered(Id, appeal.PartnerId, upheld));
    }
}
