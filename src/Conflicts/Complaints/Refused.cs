using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Platform.Values;

namespace Entente.Conflicts.Complaints;

/// <summary>Why something about complaints is refused, besides what <see cref="Complaining"/> says of itself: each code is written here once.</summary>
internal static class Refused
{
    public static Problem NotFound => Problem.NotFound("complaint.not_found", "There is no such complaint.");

    public static Problem UnknownNumber =>
        Problem.Invalid(
            "complaint.unknown_registration",
            "registration",
            "You have no registration with this number. Leave it empty for how you are treated in general."
        );

    public static Problem NoOutcome => Problem.Invalid("complaint.no_outcome", "outcome", "Choose whether the partner is right.");

    public static Problem NoAnswer =>
        Problem.Invalid(
            "complaint.no_answer",
            "answer",
            $"Write what you found and why, up to {Letters.LongestWords} characters; the partner reads it."
        );

    public static Problem Answered(Complaint one) =>
        Problem.Conflict("complaint.answered_already", $"{one.Number} was answered meanwhile. Look at the answer; it stays.");

    public static Problem DecidedFirst(Complaint one) =>
        Problem.Forbidden("complaint.decided_first", $"You decided about {one.RegistrationNumber}, so somebody else answers {one.Number}.");

    public static Problem Names(string reader, string whom) => Refusals.LetterNames("answer", reader, whom);
}
