using Entente.Access;
using Entente.Engagement.Model;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Engagement;

/// <summary>Why something about announcements is refused: each code is public and written here once.</summary>
internal static class Refusals
{
    public static Problem? MayNot(Actor actor) =>
        actor.Kind is ActorKind.System || actor.May(Permissions.ManageAnnouncements)
            ? null
            : Problem.Forbidden("announcement.may_not", "Your role does not include announcements.");

    public static Problem Invalid(IReadOnlyDictionary<string, string> wrong) =>
        Problem.Invalid("announcement.invalid", "Some fields need a second look. Nothing you typed is lost.", wrong);

    public static Problem NotReady(IReadOnlyDictionary<string, string> wrong) =>
        Problem.Invalid("announcement.not_ready", "It cannot be published yet.", wrong);

    public static Problem None => Problem.NotFound("announcement.none", "There is no such announcement.");

    public static Problem NoSegment =>
        Problem.Invalid(
            "announcement.no_segment",
            "audience",
            "A segment that it aims at was removed meanwhile. Choose another one, or none."
        );

    public static Problem Changed =>
        Problem.Stale("announcement.changed", "Somebody changed or published it meanwhile. What you see here is up to date.");

    public static Problem IsPublished =>
        Problem.Conflict("announcement.published", "It is published: correct its text, or end it. Nothing is changed silently.");

    public static Problem NotPublished => Problem.Conflict("announcement.not_published", "It is not out, so this cannot be done.");

    public static Problem Nobody =>
        Problem.Invalid("announcement.nobody", "audience", "Nobody would get it: no person at a partner is in this audience now.");

    public static Problem NoReason =>
        Problem.Invalid("announcement.no_reason", "why", $"Say why, in up to {EngagementModel.LongestReason} characters.");

    public static Problem NothingToConfirm => Problem.Conflict("announcement.nothing_to_confirm", "This does not have to be confirmed.");

    public static Problem TextChanged =>
        Problem.Stale("announcement.text_changed", "The text was corrected since you opened it. Read it as it is now, then confirm.");

    public static Problem NoLanguage => Problem.Invalid("announcement.no_language", "language", "Choose a language from the list.");

    public static Problem ConfirmFirst(string title) =>
        Problem.Conflict("announcement.confirm_first", $"Before your next registration, read and confirm “{title}”. Its day has passed.");
}
