using Entente.Collaboration.Notifications.Rules;
using Entente.Collaboration.Threads;

namespace Entente.Collaboration.Chat.Rules;

/// <summary>What a notification is in any chat. Pure.</summary>
public static class ChatNotices
{
    /// <summary>
    /// Who reads what is answered to a notification. A partner’s person always shares. Staff who are told of a shared message answer it; whatever else they
    /// are told of they discuss among themselves.
    /// </summary>
    /// <param name="once">What makes the notification the same: <c>message:…</c> is shared, <c>note:…</c> is not.</param>
    public static ReadBy Audience(bool outside, NoticeEvent what, string once) =>
        outside || (Talks(what) && once.StartsWith("message:", StringComparison.Ordinal)) ? ReadBy.Shared : ReadBy.Internal;

    /// <summary>Whether buttons decide it.</summary>
    public static bool Decides(NoticeEvent what) => what == NoticeEvents.DecisionDue || what == NoticeEvents.DecisionLate;

    /// <summary>Whether it tells what somebody said.</summary>
    public static bool Talks(NoticeEvent what) => what == NoticeEvents.Message || what == NoticeEvents.Mention;
}
