using Entente.Access;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Recruitment.Rules;

namespace Entente.Recruitment;

/// <summary>Why something about recruitment is refused: each code is public and written here once.</summary>
internal static class Refusals
{
    public static Problem? MayNot(Actor actor, string permission = Permissions.DecideRecruitment) =>
        actor.Kind is ActorKind.System || actor.May(permission)
            ? null
            : Problem.Forbidden("recruitment.may_not", "Your role does not include recruiting partners.");

    public static Problem NoForm => Problem.NotFound("recruitment.no_form", "There is no such page.");

    public static Problem None => Problem.NotFound("recruitment.none", "There is no such candidate.");

    public static Problem Invalid(IReadOnlyDictionary<string, string> wrong) =>
        Problem.Invalid("recruitment.invalid", "Some fields need a second look. Nothing you typed is lost.", wrong);

    public static Problem PuzzleAgain =>
        Problem.Conflict(
            "recruitment.puzzle",
            "This page was open for too long, or was sent once. Everything you typed is here: send it again."
        );

    public static Problem TooMany =>
        new(
            ProblemKind.TooMany,
            "recruitment.too_many",
            "Too many applications came in at once. Everything you typed is here: send it again in an hour."
        );

    public static Problem Stale =>
        Problem.Stale("recruitment.stale", "Somebody changed this candidate while you looked at it. Look again, then decide.");

    public static Problem MayNotFollow(CandidateState from, CandidateState to) =>
        Problem.Conflict("recruitment.order", $"“{from.Words()}” cannot become “{to.Words()}”.");

    public static Problem NoWhy => Problem.Invalid("recruitment.no_why", "why", "Say why, in up to 500 characters.");

    public static Problem LongWhy => Problem.Invalid("recruitment.long_why", "why", "Keep it within 500 characters.");

    public static Problem NeedsWhy(bool complete) =>
        Problem.Invalid(
            "recruitment.needs_why",
            "why",
            complete
                ? "The total is below the threshold: say why you accept it all the same."
                : "The scorecard is not complete: say why you accept it all the same."
        );

    public static Problem NoReason => Problem.Invalid("recruitment.no_reason", "reason", "Choose a reason.");

    public static Problem NoOutward =>
        Problem.Invalid("recruitment.no_outward", "outward", "Write what the applicant reads, in up to 2,000 characters.");

    public static Problem NoAddress => Problem.Invalid("recruitment.no_address", "tell", "There is no address to write to.");

    public static Problem Told => Problem.Conflict("recruitment.told", "The applicant was told already.");

    public static Problem NoDay => Problem.Invalid("recruitment.no_day", "revisit", "Choose a day after today, such as 2027-03-01.");

    public static Problem NoOwner => Problem.Invalid("recruitment.no_owner", "owner", "Choose somebody who recruits partners.");

    public static Problem NoScore(FitCriterion criterion) =>
        Problem.Invalid("recruitment.no_score", $"score[{criterion}]", $"Choose a score from {Fit.Least} to {Fit.Most}.");

    public static Problem NoteAlone(FitCriterion criterion) =>
        Problem.Invalid("recruitment.note_alone", $"score[{criterion}]", "Choose a score too, or clear the note: it is kept with a score.");

    public static Problem NoDomain(Problem taken) =>
        Problem.Invalid(taken.Code, "bare", $"{taken.Fields!["domains"]} Accept it without its domain, or decline it.");

    public static Problem LongNote(FitCriterion criterion) =>
        Problem.Invalid("recruitment.long_note", $"note[{criterion}]", "Keep it within 500 characters.");

    public static Problem Over => Problem.Conflict("recruitment.over", "It is decided: its scorecard stays as it is.");

    public static Problem BookStale =>
        Problem.Stale(
            "recruitment.book_stale",
            "Somebody published another version meanwhile; “In words” shows it. What you typed is kept: look at both, then publish it as the next one."
        );
}
