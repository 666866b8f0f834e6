using System.Text;
using Entente.Access;
using Entente.Collaboration.Intake;
using Entente.Collaboration.Intake.Smtp;
using Entente.Collaboration.Model;
using Entente.Collaboration.Threads;
using Entente.Collaboration.Threads.Search;
using Entente.Collaboration.Threads.Tasks;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Collaboration;

/// <summary>A registration that people talk about, in the pages and by mail.</summary>
internal sealed class TalkStory(House house, RegistrationStory people)
{
    private static int made;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public RegistrationStory People => people;

    public string Number { get; private set; } = "";
    public SubjectRef About { get; private set; }

    public static async Task<TalkStory> In(House house)
    {
        var story = new TalkStory(house, await RegistrationStory.In(house));
        story.Number = await story.People.Submitted(story.People.Ines, $"Talkworthy Foods {Interlocked.Increment(ref made)}");
        story.About = (await story.People.Load(story.Number)).Id.Subject;
        await house.Work();
        return story;
    }

    public async Task<Result> Say(
        Actor who,
        string text,
        ReadBy? audience = ReadBy.Shared,
        string? submission = null,
        Func<MessageInput, MessageInput>? more = null
    )
    {
        var input = new MessageInput(About, audience, text, submission ?? Ids.New<RegistrationId>(house.Clock.Now).Short())
        {
            With = With(who, audience),
        };
        var said = await house.Act<PostMessage, Result>(who, p => p.Run(more is null ? input : more(input), Ct));
        // What is said at one instant has no order.
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        return said;
    }

    public Task<ThreadView?> See(Actor who) => See(who, About);

    public Task<ThreadView?> See(Actor who, SubjectRef about) =>
        house.Act<ThreadQuery, ThreadView?>(who, q => q.Load(about, ThreadQuery.Most, Ct));

    public Task<Result> AddTask(Actor who, string title, Actor owner, DateOnly due, ReadBy? audience = ReadBy.Shared) =>
        house.Act<TaskDesk, Result>(
            who,
            d =>
                d.Add(
                    new(About, title, owner.Person, due, audience, Ids.New<RegistrationId>(house.Clock.Now).Short())
                    {
                        With = With(who, audience),
                    },
                    Ct
                )
        );

    // Staff say with whom; a partner's person has no choice.
    private PartnerId? With(Actor who, ReadBy? audience) => who.IsStaff && audience is ReadBy.Shared ? people.Kestrel : null;

    /// <summary>What the form says of a message shared with the first partner.</summary>
    public string Shared => MessageForm.SharedWith + people.Kestrel.Value.ToString("N");

    public DateOnly Today => DateOnly.FromDateTime(house.Clock.Now.UtcDateTime);

    public Task<FoundMessages> Find(Actor who, string words) => house.Act<FindMessages, FoundMessages>(who, f => f.Run(words, Ct));

    /// <summary>The partner's person who came by a link, as they are once they have signed in.</summary>
    public Actor InesSignedIn => people.Ines with { Channel = Channel.Web };

    /// <summary>Another person of the first partner.</summary>
    public async Task<Actor> Colleague(string name, PartnerRole role = PartnerRole.Seller, bool restricted = false)
    {
        await using var scope = house.As(house.Corvane);
        var access = scope.ServiceProvider.GetRequiredService<AccessApi>();
        var person = (
            await access.AddPartnerPerson(people.Kestrel, $"mate{Interlocked.Increment(ref made)}@mates.example", name, role, Ct)
        ).Value;
        if (restricted)
            await access.Restrict(person, true, Ct);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return (await access.PartnerActor(person, people.Kestrel, Channel.Web, Ct))!;
    }

    /// <summary>The newest mail to somebody whose subject or headline names this registration's conversation.</summary>
    public async Task<IReadOnlyList<MailView>> Mails(string to)
    {
        await using var scope = house.As(house.Corvane);
        var box = scope.ServiceProvider.GetRequiredService<MailBox>();
        var found = new List<MailView>();
        foreach (var row in (await box.List(to, 0, 100, Ct)).Rows)
            found.Add((await box.Show(row.Id, Ct))!);
        return found;
    }

    /// <summary>The address that the newest mail to them asks to answer to.</summary>
    public async Task<string> ReplyTo(string person) =>
        (await Mails(person)).First(m => m.Header("Reply-To")?.StartsWith("r+", StringComparison.Ordinal) == true).Header("Reply-To")!;

    /// <summary>A mail as a relay hands it over, with what the relay found of its sender.</summary>
    public static string Mail(
        string from,
        string to,
        string subject,
        string body,
        bool proven = true,
        string headers = "",
        string? id = null
    ) =>
        $"Received: from relay\r\nReceived: from there\r\n"
        + (
            proven
                ? $"Authentication-Results: {House.Relay}; dmarc=pass header.from={from[(from.IndexOf('@', StringComparison.Ordinal) + 1)..]}\r\n"
                : ""
        )
        + $"From: {from}\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <{id ?? Ids.New<RegistrationId>(DateTimeOffset.UnixEpoch).Short() + Interlocked.Increment(ref made)}@out.example>\r\n"
        + $"Content-Type: text/plain; charset=utf-8\r\n{headers}\r\n{body.ReplaceLineEndings("\r\n")}\r\n";

    public async Task Comes(string from, string to, string raw)
    {
        await house.Services.GetRequiredService<KeepInbound>().Keep(new ReceivedMail(from, [to], Encoding.UTF8.GetBytes(raw)), Ct);
        await house.Work();
    }

    public async Task<InboundMail> Kept(string subject) => (await AllKept(subject)).ShouldHaveSingleItem();

    public async Task<List<InboundMail>> AllKept(string subject)
    {
        await using var scope = house.As(house.Corvane);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<InboundMail>()
            .Where(m => m.Subject == subject)
            .ToListAsync();
    }
}
