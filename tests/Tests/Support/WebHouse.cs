using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Support;

/// <summary>
/// The running app on a database of its own: a real server on a free port, the house's clock, two workspaces. Background services
/// do not run by themselves: <see cref="Work"/> does what is due. Use it as a class fixture.
/// </summary>
public sealed class WebHouse : IAsyncLifetime
{
    private readonly House house;
    private readonly HashSet<Guid> read = [];
    private OneWebHouse? one;

    public WebHouse(TestCluster cluster) => house = new House(cluster);

    /// <summary>The same database without a server: use cases, clock, seals.</summary>
    internal House House => house;

    internal TestClock Clock => house.Clock;

    internal WorkspaceCard Corvane => house.Corvane;

    internal WorkspaceCard Other => house.Other;

    internal string Url => App.Urls.First();

    internal WebApplication App => one?.App ?? throw new InvalidOperationException("Not started.");

    internal IServiceProvider Services => App.Services;

    public async ValueTask InitializeAsync()
    {
        await house.InitializeAsync();
        one = new OneWebHouse(house.AppConnection, house.Clock, dataFolder: house.Folder);
        await one.Start();
    }

    public async ValueTask DisposeAsync()
    {
        if (one is not null)
            await one.DisposeAsync();
        await house.DisposeAsync();
    }

    /// <summary>Runs everything that is due by now, with the app's own services.</summary>
    internal Task<int> Work() => Services.GetRequiredService<Worker>().Drain(default);

    /// <summary>A browser of somebody we do not know.</summary>
    internal WebVisitor Guest() => new(new Uri(Url));

    /// <summary>Makes staff of Corvane and signs them in by following their mailed link.</summary>
    internal async Task<WebVisitor> Staff(
        StaffRole role = StaffRole.Owner,
        string email = "maren.voss@corvane.example",
        string name = "Maren Voss"
    )
    {
        await AddStaff(role, email, name);
        return await SignIn(email);
    }

    internal async Task<PersonId> AddStaff(StaffRole role, string email, string name)
    {
        await using var scope = house.As(Corvane);
        var added = await scope.ServiceProvider.GetRequiredService<AccessApi>().AddStaff(email, name, role);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync();
        return added.Value;
    }

    /// <summary>Makes somebody of a partner and signs them in by following their mailed link.</summary>
    internal async Task<WebVisitor> PartnerPerson(
        PartnerId partner,
        PartnerRole role = PartnerRole.Seller,
        string email = "ines.calder@kestrelquay.example",
        string name = "Ines Calder"
    )
    {
        await AddPartnerPerson(partner, role, email, name);
        return await SignIn(email);
    }

    internal async Task<PersonId> AddPartnerPerson(PartnerId partner, PartnerRole role, string email, string name)
    {
        await using var scope = house.As(Corvane);
        var added = await scope.ServiceProvider.GetRequiredService<AccessApi>().AddPartnerPerson(partner, email, name, role);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync();
        return added.Value;
    }

    /// <summary>Asks for a link on the sign-in page, takes it out of the mail, opens it, presses the button.</summary>
    internal async Task<WebVisitor> SignIn(string email)
    {
        var visitor = Guest();
        await MailsBefore(email);
        var asked = await visitor.Submit("/w/corvane/sign-in", ("Input.Email", email));
        asked.Status.ShouldBe(303);
        await Work();
        var entered = await visitor.Submit(await MailedLink(email, "/in/"), []);
        entered.Status.ShouldBe(303, entered.Text);
        return visitor;
    }

    /// <summary>
    /// The address behind the button of the newest mail to <paramref name="email"/> that was not asked for before: the clock may stand still.
    /// <paramref name="leadsTo"/> tells it from links of mails that were sent by the same work.
    /// </summary>
    internal async Task<string> MailedLink(string email, string leadsTo = "/")
    {
        await using var scope = house.As(Corvane);
        var mails = scope.ServiceProvider.GetRequiredService<MailBox>();
        var (rows, _) = await mails.List(email, 0, 10, default);
        foreach (var row in rows)
            if (
                !read.Contains(row.Id)
                && await mails.Show(row.Id, default) is { } mail
                && LinkIn(mail.Text) is { } link
                && link.Contains(leadsTo, StringComparison.Ordinal)
                && read.Add(row.Id)
            )
                return link;
        throw new InvalidOperationException($"No mail with a link to {email}.");
    }

    private async Task MailsBefore(string email)
    {
        await using var scope = house.As(Corvane);
        foreach (var row in (await scope.ServiceProvider.GetRequiredService<MailBox>().List(email, 0, 100, default)).Rows)
            read.Add(row.Id);
    }

    internal static string? LinkIn(string text) =>
        text.Split('\n').Select(l => l.Trim()).FirstOrDefault(l => l.StartsWith("http://", StringComparison.Ordinal));
}
