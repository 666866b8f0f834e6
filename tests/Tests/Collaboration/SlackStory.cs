using System.Text.Json.Nodes;
using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Collaboration.Slack.Intake;
using Entente.Collaboration.Slack.Model;
using Entente.Collaboration.Slack.Settings;
using Entente.Collaboration.Threads;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Answer;
using Entente.Registrations.AskInfo;
using Entente.Registrations.Rules;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Collaboration;

/// <summary>A house whose workspace is connected to a Slack of its own. Use it as a class fixture.</summary>
public sealed class SlackHouse : IAsyncLifetime
{
    private readonly House house;

    public SlackHouse(TestCluster cluster) => (house, Slack) = (new House(cluster), null!);

    internal House House => house;

    internal SlackStandIn Slack { get; private set; }

    /// <summary>Looks after the connection.</summary>
    internal Actor Admin { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await house.InitializeAsync();
        Slack = new(house.Clock);
        await Slack.Start();
        Admin = new(
            house.Corvane.Id,
            ActorKind.Staff,
            Channel.Web,
            Ids.New<PersonId>(house.Clock.Now),
            Name: "Alma Frei",
            Permissions: Permissions.Of(StaffRole.Admin)
        );
        await Connect();
    }

    public async ValueTask DisposeAsync()
    {
        await Slack.DisposeAsync();
        await house.DisposeAsync();
    }

    /// <summary>Keys, consent, and back.</summary>
    internal async Task Connect(string team = SlackStandIn.Team)
    {
        Slack.LetsInto = team;
        var ct = TestContext.Current.CancellationToken;
        var keys = new SlackKeys(SlackStandIn.ClientId, SlackStandIn.ClientSecret, SlackStandIn.SigningSecret, Slack.Origin);
        (await house.Act<SlackDesk, Result>(Admin, d => d.Prepare(keys, ct))).Problem.ShouldBeNull();
        var url = await house.Act<SlackDesk, string?>(Admin, d => d.Begin(ct));
        var state = url!.Split("state=")[1];
        (await house.Act<SlackDesk, Result>(Admin, d => d.Finish(state, "good-code", ct))).Problem.ShouldBeNull();
    }
}

/// <summary>People of two partners and of the vendor, who are in Slack too.</summary>
internal sealed class SlackStory(SlackHouse slackHouse, TalkStory talk)
{
    private static int made;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    private House House => slackHouse.House;

    public SlackStandIn Slack => slackHouse.Slack;

    public TalkStory Talk => talk;

    public RegistrationStory People => talk.People;

    /// <summary>Slack accounts.</summary>
    public string Ines { get; private set; } = "";
    public string Jonah { get; private set; } = "";
    public string Maren { get; private set; } = "";

    public static async Task<SlackStory> In(SlackHouse house)
    {
        house.Slack.Calm();
        var story = new SlackStory(house, await TalkStory.In(house.House));
        var people = story.People;
        (story.Ines, story.Jonah, story.Maren) = (
            house.Slack.User(people.InesEmail, "Ines C"),
            house.Slack.User(await story.Email(people.Jonah), "Jonah P"),
            house.Slack.User(await story.Email(people.Maren), "Maren V")
        );
        return story;
    }

    public async Task<string> Email(Actor who)
    {
        await using var scope = House.As(House.Corvane);
        return (await scope.ServiceProvider.GetRequiredService<AccessApi>().People([who.Person!.Value], Ct))[who.Person!.Value].Email;
    }

    /// <summary>Slack sends this, and what it makes due is done.</summary>
    public async Task<SlackReceipt?> Comes(RawSlack raw, bool work = true)
    {
        var receipt = await Take(raw);
        if (work)
            await House.Work();
        return receipt;
    }

    public Task<SlackReceipt?> Take(RawSlack raw, WorkspaceCard? workspace = null) =>
        House.Services.GetRequiredService<TakeSlack>().Run((workspace ?? House.Corvane).Id, raw, Ct);

    /// <summary>What this Slack account alone was shown last.</summary>
    public string? ToldAlone(string user) => Slack.Said.LastOrDefault(s => s.Only == user)?.Everything;

    public IReadOnlyList<SlackSays> In(string channel) => [.. Slack.Said.Where(s => s.Channel == channel && s.Only is null)];

    /// <summary>A channel that this partner shares with the vendor.</summary>
    public async Task<string> ChannelOf(PartnerId partner)
    {
        var channel = Slack.Channel($"shared-{Interlocked.Increment(ref made)}");
        var mapped = await House.Act<SlackChannels, Result<string>>(slackHouse.Admin, c => c.Map(channel, partner, Ct));
        mapped.Problem.ShouldBeNull();
        return channel;
    }

    /// <summary>Who they are is known, and they want this told in Slack.</summary>
    public async Task Wants(Actor who, string user, NoticeEvent what)
    {
        await Comes(Slack.Command("/entente", "help", user, "C0ANY"));
        var choice = NoticeChoice.Usual with { Channel = NoticeChannel.Slack };
        var chosen = await House.Act<ChooseNotices, Result>(
            who,
            c => c.Run(new(new Dictionary<string, NoticeChoice> { [what.Key] = choice }, "", "", ""), Ct)
        );
        chosen.Problem.ShouldBeNull();
    }

    public async Task<SlackRequest> Request(string key)
    {
        await using var scope = House.As(House.Corvane);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<SlackRequest>()
            .AsNoTracking()
            .SingleAsync(r => r.Key == key, Ct);
    }

    public Task<int> Requests() => House.Act<EntenteDb, int>(Actor.System(House.Corvane.Id), db => db.Set<SlackRequest>().CountAsync(Ct));

    public Task<SlackApp> App() =>
        House.Act<EntenteDb, SlackApp>(Actor.System(House.Corvane.Id), db => db.Set<SlackApp>().AsNoTracking().SingleAsync(Ct));

    /// <summary>The modal that a command opened.</summary>
    public async Task<JsonObject> Modal(string command, string text, string user, string channel)
    {
        var trigger = Slack.Trigger();
        await Comes(Slack.Command(command, text, user, channel, trigger));
        Slack.Opened.TryGetValue(trigger, out var modal).ShouldBeTrue(ToldAlone(user));
        return modal!;
    }

    /// <summary>A whole claim, as it is filled in.</summary>
    public (string Field, string Value)[] Filled(string company)
    {
        var claim = RegistrationStory.Claim(company);
        return
        [
            ("company", company),
            ("domain", claim.Domain!),
            ("country", "GB"),
            ("contactName", claim.ContactName!),
            ("contactEmail", claim.ContactEmail!),
            ("contactRole", claim.ContactRole!),
            ("problem", claim.Problem!),
            ("stage", claim.Stage!),
            ("amount", claim.Amount!),
            ("closeDate", House.Clock.Now.AddDays(60).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)),
            ("product", "Observe"),
            ("consent", "true"),
        ];
    }

    public Task<List<Entente.Registrations.Model.Registration>> Claims(string company) =>
        House.Act<EntenteDb, List<Entente.Registrations.Model.Registration>>(
            Actor.System(House.Corvane.Id),
            db => db.Set<Entente.Registrations.Model.Registration>().AsNoTracking().Where(r => r.Company == company).ToListAsync(Ct)
        );

    /// <summary>The time comes at which the partner's manager is reminded of the decision.</summary>
    public async Task RemindStaff()
    {
        var due = (await People.Load(talk.Number)).NextReminderAt!.Value;
        if (due > House.Clock.Now)
            House.Clock.Set(due);
        House.Clock.Advance(TimeSpan.FromMinutes(6));
        await House.Work();
    }

    /// <summary>The partner is asked something and answers: the claim is in review again, in another version.</summary>
    public async Task AskAndAnswer()
    {
        var version = (await People.Load(talk.Number)).Version;
        (
            await House.Act<AskForInfo, Result>(
                People.Maren,
                a => a.Run(new(talk.Number, version, InfoTopic.WhoDecides, "Who decides there?"), Ct)
            )
        ).Problem.ShouldBeNull();
        (
            await House.Act<AnswerQuestion, Result>(talk.InesSignedIn, a => a.Run(new(talk.Number, "Their head of data."), Ct))
        ).Problem.ShouldBeNull();
    }

    /// <summary>One more of the vendor's people; their address.</summary>
    public async Task<string> AddStaff(StaffRole role, string name)
    {
        var email = $"staff{Interlocked.Increment(ref made)}.slack@corvane.example";
        await using var scope = House.As(House.Corvane);
        await scope.ServiceProvider.GetRequiredService<AccessApi>().AddStaff(email, name, role, Ct);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return email;
    }

    public async Task<IReadOnlyList<string>> Lines(Actor who) => [.. (await talk.See(who))!.Lines.Select(l => l.Text)];
}
