using Entente.Partners.Segments;
using Entente.Partners.Segments.Rules;
using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Partners;

// Why something about segments is refused.
internal static partial class Refusals
{
    public static Problem SegmentForbidden => Problem.Forbidden("segment.forbidden", "Your role does not include changing segments.");

    public static Problem SegmentWhole =>
        Problem.Forbidden(
            "segment.whole",
            "A segment reaches all partners, and you see some of them only. Ask somebody who sees all to change it; lists that are kept by hand you can fill with the partners you see."
        );

    public static Problem SegmentUnread =>
        Problem.Forbidden("segment.unread", "Whoever made this key may not read partners any more: ask somebody who may for another key.");

    public static Problem NoSegment => Problem.NotFound("segment.none", "There is no such segment any more.");

    public static Problem SegmentChanged =>
        Problem.Stale("segment.changed", "Somebody changed this segment meanwhile. Look at it as it is now, then change it.");

    public static Problem SegmentKind =>
        Problem.Conflict(
            "segment.kind",
            "What a segment is of, and whether it is drawn or kept by hand, stays as it is. Make another one instead."
        );

    public static Problem SegmentDrawn =>
        Problem.Conflict("segment.drawn", "This segment is drawn by conditions: change those, and whoever fits is in it.");

    public static Problem SegmentStranger =>
        Problem.Invalid("segment.stranger", "members", "Somebody among them is not there any more, or is not of this kind. Choose again.");

    public static Problem SegmentNobody =>
        Problem.Invalid("segment.nobody", "members", $"Choose whom to put on the list, up to {HandList.MostAtOnce} at once.");

    public static Problem SegmentNotOn => Problem.NotFound("segment.not_on", "It is not on this list any more.");

    public static Problem SegmentUnfit(IReadOnlyDictionary<string, string> wrong) =>
        Problem.Invalid("segment.invalid", "Some fields need a second look. Nothing you typed is lost.", wrong);

    public static Problem SegmentNamed(string name) =>
        Problem.Invalid("segment.named", "name", $"There is a segment called “{name}” already.");

    public static Problem SegmentNoNames(IReadOnlyList<string> names) =>
        Problem.Invalid(
            "segment.no_names",
            "members",
            $"We find no partner called {Format.Listed(names.Take(5).Select(n => $"“{n}”"), "or")}. Write each as it is called here, one a line."
        );

    public static Problem SegmentUsed(string name, IReadOnlyList<SegmentUse> uses) =>
        Problem.Conflict(
            "segment.used",
            $"{name} is used by {Format.Listed(uses.Take(5).Select(u => u.Words), "and")}{(uses.Count > 5 ? " and more" : "")}. Aim that at something else first."
        );
}
