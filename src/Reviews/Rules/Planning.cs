namespace Entente.Reviews.Rules;

/// <summary>A meeting that there is, with one partner or of one manager.</summary>
/// <param name="Slot">The stretch for which it was planned.</param>
/// <param name="Free">Still to come, and nobody has touched it or was told of it.</param>
public sealed record Standing(MeetingId Meeting, string Slot, DateOnly Day, DateTimeOffset StartsAt, int Minutes, bool Out, bool Free);

/// <summary>What becomes of the meetings that there are.</summary>
public sealed record MeetingMoves(
    IReadOnlyList<Slot> Add,
    IReadOnlyList<(MeetingId Meeting, Slot To)> Move,
    IReadOnlyList<MeetingId> Remove
);

/// <summary>Which meetings are planned, moved and taken out when rules are looked at anew. Pure.</summary>
public static class Planning
{
    /// <summary>So many days ahead meetings are planned: eight weeks.</summary>
    public const int Ahead = 56;

    /// <summary>So many days before it begins both sides are told.</summary>
    public const int TellDays = 3;

    /// <param name="wanted">By the rule of today.</param>
    /// <param name="standing">
    /// All of the same kind and owner that are to come, and those of the stretches that run. What people touched, were told of, held or skipped stays, and
    /// keeps its stretch.
    /// </param>
    public static MeetingMoves Of(IReadOnlyList<Slot> wanted, MeetingRule rule, IReadOnlyCollection<Standing> standing, DateTimeOffset now)
    {
        var (add, move, kept) = (new List<Slot>(), new List<(MeetingId, Slot)>(), new HashSet<MeetingId>());
        foreach (var slot in wanted.Where(s => s.StartsAt > now))
        {
            if (standing.Any(s => !s.Free && Takes(s, slot)))
                continue;
            if (standing.FirstOrDefault(s => s.Free && s.Slot == slot.Key) is not { } known)
            {
                add.Add(slot);
                continue;
            }
            kept.Add(known.Meeting);
            if (known.StartsAt != slot.StartsAt || known.Minutes != rule.Minutes || known.Out != rule.Out)
                move.Add((known.Meeting, slot));
        }
        return new(add, move, [.. standing.Where(s => s.Free && !kept.Contains(s.Meeting)).Select(s => s.Meeting)]);
    }

    // Its own stretch, or one of another length in which it lies.
    internal static bool Takes(Standing meeting, Slot slot) =>
        meeting.Slot == slot.Key || (meeting.Slot[0] != slot.Key[0] && meeting.Day >= slot.First && meeting.Day <= slot.Last);
}
