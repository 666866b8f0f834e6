using Entente.Collaboration.Notifications.Rules;
using Entente.Platform.Mail;
using Entente.Platform.Values;

namespace Entente.Collaboration.Chat;

/// <summary>A chat in which people can be told instead of by mail.</summary>
internal interface IChatOut
{
    /// <summary>As people choose it.</summary>
    NoticeChannel Channel { get; }

    /// <summary>Those of the people who can be told there now: two queries for however many.</summary>
    Task<IReadOnlySet<PersonId>> Reaches(IReadOnlyCollection<PersonId> people, CancellationToken ct);

    /// <summary>A notification to somebody alone, in place of this mail. Stages; the caller saves.</summary>
    void Tell(NoticeEvent what, PersonId person, MailDraft mail);
}

/// <summary>All chats together: who is reached in which.</summary>
internal sealed class Chats(IEnumerable<IChatOut> all)
{
    private static readonly IReadOnlySet<NoticeChannel> Nowhere = new HashSet<NoticeChannel>();

    /// <summary>In which chats each can be told; whoever can be told in none is left out. A chat that nobody is asked for is not looked at.</summary>
    /// <param name="wanted">For each chat, the people who want it.</param>
    public async Task<IReadOnlyDictionary<PersonId, IReadOnlySet<NoticeChannel>>> Reach(
        ILookup<NoticeChannel, PersonId> wanted,
        CancellationToken ct
    )
    {
        var found = new Dictionary<PersonId, IReadOnlySet<NoticeChannel>>();
        foreach (var chat in all)
        foreach (var person in await chat.Reaches([.. wanted[chat.Channel]], ct))
            found[person] = new HashSet<NoticeChannel>(found.GetValueOrDefault(person, Nowhere)) { chat.Channel };
        return found;
    }

    /// <summary>Where this person can be told.</summary>
    public async Task<IReadOnlySet<NoticeChannel>> Of(PersonId person, CancellationToken ct) =>
        (await Reach(all.ToLookup(c => c.Channel, _ => person), ct)).GetValueOrDefault(person, Nowhere);

    public void Tell(NoticeChannel where, NoticeEvent what, PersonId person, MailDraft mail) =>
        all.Single(c => c.Channel == where).Tell(what, person, mail);
}
