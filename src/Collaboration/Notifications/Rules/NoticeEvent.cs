using Entente.Access;

namespace Entente.Collaboration.Notifications.Rules;

/// <summary>A kind of event that people can be told about.</summary>
/// <param name="Key">Stable: stands in what people chose.</param>
/// <param name="Side">Who is told; null: people of both sides.</param>
/// <param name="Words">What it is and who is told, for whoever chooses.</param>
public sealed record NoticeEvent(string Key, MemberSide? Side, string Group, string Title, string Words)
{
    /// <summary>False where somebody must answer by a time, or their access is at stake.</summary>
    public bool MayBeOff { get; init; } = true;

    /// <summary>The longest it may wait for a digest.</summary>
    public Cadence Longest { get; init; } = Cadence.Weekly;

    /// <summary>Why it goes at once even in somebody’s quiet hours; null: it waits until they end.</summary>
    public string? AtOnce { get; init; }

    public bool IsFor(MemberSide side) => Side is null || Side == side;
}
