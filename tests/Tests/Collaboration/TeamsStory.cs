using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Entente.Access;
using Entente.Collaboration.Acting;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Collaboration.Teams.Intake;
using Entente.Collaboration.Teams.Model;
using Entente.Collaboration.Teams.People;
using Entente.Collaboration.Teams.Rules;
using Entente.Collaboration.Teams.Settings;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Collaboration;

/// <summary>A house whose workspace has a bot in a Teams of its own. Use it as a class fixture.</summary>
public sealed class TeamsHouse : IAsyncLifetime
{
    private readonly House house;

    public TeamsHouse(TestCluster cluster) => (house, Teams) = (new House(cluster), null!);

    internal House House => house;

    internal TeamsStandIn Teams { get; private set; }

    /// <summary>Looks after the connection.</summary>
    internal Actor Admin { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await house.InitializeAsync();
        Teams = new(house.Clock);
        await Teams.Start();
        Admin = new(
            house.Corvane.Id,
            ActorKind.Staff,
            Channel.Web,
            Ids.New<PersonId>(house.Clock.Now),
            Name: "Alma Frei",
            Permissions: Permissions.Of(StaffRole.Admin)
        );
        (await Connect()).Problem.ShouldBeNull();
    }

    public async ValueTask DisposeAsync()
    {
        await Teams.DisposeAsync();
        await house.DisposeAsync();
    }

    internal Task<Result> Connect(string secret = TeamsStandIn.Secret) =>
        house.Act<TeamsDesk, Result>(
            Admin,
            d => d.Prepare(new(TeamsStandIn.AppId, TeamsStandIn.Tenant, secret, Teams.Origin), TestContext.Current.CancellationToken)
        );
}

/// <summary>People of two partners and of the vendor, who are in Teams too and have linked their accounts.</summary>
internal sealed class TeamsStory(TeamsHouse teamsHouse, TalkStory talk)
{
    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    private House House => teamsHouse.House;

    public TeamsStandIn Teams => teamsHouse.Teams;

    public TalkStory Talk => talk;

    public RegistrationStory People => talk.People;

    public TeamsUser Ines { get; private set; } = null!;
    public TeamsUser Jonah { get; private set; } = null!;
    public TeamsUser Maren { get; private set; } = null!;

    public static async Task<TeamsStory> In(TeamsHouse house)
    {
        house.Teams.Calm();
        var story = new TeamsStory(house, await TalkStory.In(house.House));
        (story.Ines, story.Jonah, story.Maren) = (house.Teams.User("Ines C"), house.Teams.User("Jonah P"), house.Teams.User("Maren V"));
        await story.Link(story.Ines, story.People.Ines);
        await story.Link(story.Jonah, story.People.Jonah);
        await story.Link(story.Maren, story.People.Maren);
        return story;
    }

    /// <summary>They ask for the link and follow it, signed in.</summary>
    public async Task Link(TeamsUser user, Actor who)
    {
        await Comes(Teams.Alone(user, "link"));
        var token = Regex.Match(Told(user)!.Everything, "/teams/link/([^\\s\"]+)").Groups[1].Value;
        (await House.Act<TeamsLinks, Result>(who, l => l.Run(token, Ct))).Problem.ShouldBeNull();
    }

    /// <summary>Teams sends this, and what it makes due is done.</summary>
    public async Task<string?> Comes(JsonObject activity, TeamsTokenMade? made = null)
    {
        var refused = await Take(Teams.Sent(activity, made));
        await House.Work();
        return refused;
    }

    public Task<string?> Take(RawTeams raw, WorkspaceCard? workspace = null) =>
        House.Services.GetRequiredService<TakeTeams>().Run((workspace ?? House.Corvane).Id, raw, Ct);

    /// <summary>What they alone were shown last.</summary>
    public TeamsSays? Told(TeamsUser user) => Teams.Said.LastOrDefault(s => s.Conversation == TeamsStandIn.Direct(user));

    public IReadOnlyList<TeamsSays> In(string channel) => [.. Teams.Said.Where(s => s.Conversation == channel)];

    /// <summary>A channel that this partner shares with the vendor.</summary>
    public async Task<string> ChannelOf(PartnerId partner)
    {
        var channel = Teams.Channel();
        await MapTo(channel, partner);
        return channel;
    }

    public async Task MapTo(string channel, PartnerId partner)
    {
        await using var scope = House.As(teamsHouse.Admin);
        var rooms = scope.ServiceProvider.GetRequiredService<IEnumerable<IInboundClaims>>();
        var name = (await rooms.First().Partners(Ct)).Single(p => p.Id == partner).Name;
        var call = TeamsReader.Read(Teams.Sent(Teams.In(channel, Maren, $"map {name}", named: true)).Body);
        (await scope.ServiceProvider.GetRequiredService<TeamsChannels>().Map(call, Ct)).Problem.ShouldBeNull();
    }

    /// <summary>They want this told in Teams.</summary>
    public async Task Wants(Actor who, NoticeEvent what)
    {
        var choice = NoticeChoice.Usual with { Channel = NoticeChannel.Teams };
        var chosen = await House.Act<ChooseNotices, Result>(
            who,
            c => c.Run(new(new Dictionary<string, NoticeChoice> { [what.Key] = choice }, "", "", ""), Ct)
        );
        chosen.Problem.ShouldBeNull();
    }

    public async Task<string> Email(Actor who)
    {
        await using var scope = House.As(House.Corvane);
        return (await scope.ServiceProvider.GetRequiredService<AccessApi>().People([who.Person!.Value], Ct))[who.Person!.Value].Email;
    }

    public async Task<int> Mailed(Actor who, string words) => (await talk.Mails(await Email(who))).Count(m => m.Text.Contains(words));

    public Task<int> Requests() => House.Act<EntenteDb, int>(Actor.System(House.Corvane.Id), db => db.Set<TeamsRequest>().CountAsync(Ct));

    public Task<TeamsApp> App() =>
        House.Act<EntenteDb, TeamsApp>(Actor.System(House.Corvane.Id), db => db.Set<TeamsApp>().AsNoTracking().SingleAsync(Ct));

    public async Task<TeamsChannelRow> Row(string channel) =>
        (await House.Act<TeamsChannels, IReadOnlyList<TeamsChannelRow>>(teamsHouse.Admin, c => c.List(Ct))).Single(c => c.Id == channel);

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
    public async Task<TeamsSays> Reminded()
    {
        await Wants(People.Maren, NoticeEvents.DecisionDue);
        await Wants(People.Maren, NoticeEvents.DecisionLate);
        var due = (await People.Load(talk.Number)).NextReminderAt!.Value;
        if (due > House.Clock.Now)
            House.Clock.Set(due);
        House.Clock.Advance(TimeSpan.FromMinutes(6));
        await House.Work();
        return In(TeamsStandIn.Direct(Maren)).Last(s => s.Everything.Contains(talk.Number));
    }

    public async Task<IReadOnlyList<string>> Lines(Actor who) => [.. (await talk.See(who))!.Lines.Select(l => l.Text)];
}
