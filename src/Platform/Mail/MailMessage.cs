using Entente.Platform.Data;
using Entente.Platform.Mail.Relay;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Platform.Mail;

/// <summary>Where a mail is on its way.</summary>
public enum MailState
{
    /// <summary>Saved with the act that caused it; not yet handed over.</summary>
    Queued,

    /// <summary>Handed over: to the relay, or kept by the built-in catcher for the outbox page.</summary>
    Sent,

    /// <summary>Told by the demo story as sent in the past; never handed to anybody.</summary>
    Filed,

    /// <summary>The relay has all but the last line. Found like this by a later run, it may have been taken: see <see cref="Unanswered"/>.</summary>
    Leaving,

    /// <summary>The relay had the whole and its answer did not come: it may have arrived. Only people send it again.</summary>
    Unanswered,

    /// <summary>Not taken, for good.</summary>
    Refused,

    /// <summary>Taken by the relay, and reported as not delivered later.</summary>
    CameBack,
}

/// <summary>A mail as it is sent and kept.</summary>
[Subject("mail")]
[NotAudited("a mail is its own record, kept whole")]
internal sealed class MailMessage : Entity
{
    private const int LongestAnswer = 500;

    public Guid Id { get; init; }
    public PersonId? ToPerson { get; init; }
    public string ToAddress { get; init; } = "";
    public string ToName { get; init; } = "";
    public string Subject { get; init; } = "";
    public string Text { get; init; } = "";
    public string Html { get; init; } = "";

    /// <summary>Why the reader got it, in words; also at the foot of the mail.</summary>
    public string Why { get; init; } = "";

    /// <summary>One field a line, besides From, To, Subject and Date.</summary>
    public string Headers { get; init; } = "";
    public string AboutKind { get; init; } = "";
    public Guid AboutId { get; init; }
    public MailState State { get; private set; }
    public DateTimeOffset QueuedAt { get; init; }
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>By it a report of a relay says which mail it means; see <see cref="ReturnAddress"/>.</summary>
    public long ReturnNumber { get; init; }

    /// <summary>Whether the reader asked for it just now: it is tried even where nothing else is sent any more.</summary>
    public bool Asked { get; init; }

    /// <summary>How often the relay said: later.</summary>
    public int Tries { get; private set; }

    /// <summary>When it is tried again; null: at once, or no more.</summary>
    public DateTimeOffset? NextAt { get; private set; }

    /// <summary>The relay's last word on it, or what happened to the line.</summary>
    public string Answer { get; private set; } = "";

    /// <summary>Marks it as handed over. A second time changes nothing: delivery is at least once.</summary>
    public void Deliver(MailState how, DateTimeOffset now)
    {
        if (State is not MailState.Queued)
            return;
        (State, SentAt) = (how, now);
    }

    /// <summary>The last line goes out next. Saved before it does, so that no later run sends it a second time.</summary>
    public void Leave() => State = MailState.Leaving;

    /// <summary>The relay answers for it from now on.</summary>
    public void Taken(string answer, DateTimeOffset now)
    {
        (State, SentAt, NextAt) = (MailState.Sent, now, null);
        Answer = Short(answer);
    }

    /// <summary>The relay does not have it yet.</summary>
    /// <param name="next">Null: it is not tried any more.</param>
    public void Wait(string answer, DateTimeOffset? next, bool counts)
    {
        (State, NextAt) = (next is null ? MailState.Refused : MailState.Queued, next);
        Answer = Short(answer);
        if (counts)
            Tries++;
    }

    /// <summary>It may be theirs or not: nobody said.</summary>
    public void LeaveOpen(string words)
    {
        (State, NextAt) = (MailState.Unanswered, null);
        Answer = Short(words);
    }

    /// <summary>Not taken, for good.</summary>
    /// <param name="noSuchAddress">Because the address is no more.</param>
    public void Refuse(string answer, bool noSuchAddress, DateTimeOffset now)
    {
        (State, NextAt) = (MailState.Refused, null);
        Answer = Short(answer);
        if (noSuchAddress)
            Announce(new AddressGone(Id, ToPerson, ToAddress, Answer, now));
    }

    /// <summary>A relay reports that it could not be delivered.</summary>
    public void ComeBack(string report, bool noSuchAddress, DateTimeOffset now)
    {
        if (State is MailState.CameBack)
            return;
        State = MailState.CameBack;
        Answer = Short(report);
        if (noSuchAddress)
            Announce(new AddressGone(Id, ToPerson, ToAddress, Answer, now));
    }

    /// <summary>By hand, once more: the same mail, so that whoever has it already can tell.</summary>
    public void Again() => (State, NextAt, Tries) = (MailState.Queued, null, 0);

    private static string Short(string words) => words.Length <= LongestAnswer ? words : words[..LongestAnswer];
}

internal static class MailModel
{
    public static void Map(ModelBuilder model)
    {
        StoppedAddress.Map(model);
        model.Entity<MailMessage>(m =>
        {
            m.HasKey(x => new { x.WorkspaceId, x.Id });
            m.HasIndex(x => new { x.WorkspaceId, x.ReturnNumber }).IsUnique();
            m.HasIndex(x => new { x.WorkspaceId, x.QueuedAt });
            // Few are on their way or stuck, of many: the pages that count them read only those.
            m.HasIndex(x => new { x.WorkspaceId, x.State }).HasFilter("state not in ('Sent', 'Filed')");
            m.HasIndex(x => new
            {
                x.WorkspaceId,
                x.AboutKind,
                x.AboutId,
            });
        });
    }
}
