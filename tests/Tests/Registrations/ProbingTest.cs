using Entente.Access;
using Entente.Platform.Data;
using Entente.Registrations.Check;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>Somebody who looks up names rather than claims customers is noticed, and does not notice it.</summary>
public sealed class ProbingTest(WebHouse web) : IClassFixture<WebHouse>
{
    [Fact]
    public async Task The_alarm_rings_once_by_the_fiftieth_name_and_the_answers_stay_as_they_were()
    {
        var story = await RegistrationStory.In(web.House);
        var link = await RegistrationStory.Link(web.House, story.Ines, LinkKind.Register);
        web.Services.GetRequiredService<CheckLimits>().PerMinute = 1000;

        var sizes = new HashSet<int>();
        for (var n = 0; n < 60; n++)
        {
            if (n == 38)
                (await Alarms(story)).ShouldBeEmpty();
            if (n == 50)
                (await Alarms(story)).ShouldHaveSingleItem();
            sizes.Add((await Ask(link, $"Quarry {Word(n)}")).Text.Length);
        }

        sizes.ShouldHaveSingleItem("an alarm that showed would tell how many names are too many");
        var alarm = (await Alarms(story)).ShouldHaveSingleItem();
        (alarm.LookedUp, alarm.Registered, alarm.Asker).ShouldBe((Probing.Names, 0, story.Ines.Person));
        alarm.Sample[0].ShouldBe($"Quarry {Word(Probing.Names - 1)}");
    }

    [Fact]
    public async Task A_name_that_is_being_typed_is_one_name()
    {
        var story = await RegistrationStory.In(web.House);
        var link = await RegistrationStory.Link(web.House, story.Ines, LinkKind.Register);

        foreach (var typed in (string[])["Hol", "Holloway", "Holloway Pa", "Holloway", "Holloway Paper", "Brackwater"])
            await Ask(link, typed);

        (await Names(story)).ShouldBe(["Brackwater", "Holloway Paper"]);
    }

    [Fact]
    public async Task What_is_registered_is_not_held_against_a_partner()
    {
        var story = await RegistrationStory.In(web.House);
        var link = await RegistrationStory.Link(web.House, story.Ines, LinkKind.Register);
        web.Services.GetRequiredService<CheckLimits>().PerMinute = 1000;
        for (var n = 0; n < Probing.Names + 4; n++)
        {
            if (n < 6)
                await story.Submitted(story.Ines, $"Orchard {Word(n)}");
            await Ask(link, $"Orchard {Word(n)}");
        }

        (await Alarms(story)).ShouldBeEmpty();
        web.Clock.Advance(Probing.Window);
        await Ask(link, "Orchard Anew");
        (await Names(story)).ShouldBe(["Orchard Anew"], "what is older than the window goes");
    }

    [Fact]
    public async Task Who_looks_after_the_partner_is_told_sees_the_names_and_settles_it()
    {
        var story = await RegistrationStory.In(web.House);
        var link = await RegistrationStory.Link(web.House, story.Ines, LinkKind.Register);
        web.Services.GetRequiredService<CheckLimits>().PerMinute = 1000;
        for (var n = 0; n < Probing.Names; n++)
            await Ask(link, $"Harbour {Word(n)}");
        var email = $"p{story.Kestrel.Value:N}@corvane.example";
        var staff = await web.Staff(StaffRole.PartnerManager, email);
        await web.Work();

        var today = await staff.Open("/w/corvane/today");
        today.Words.ShouldContain("Many names looked up");
        var id = (await Alarms(story)).Single().Id.Value;
        var page = await staff.Open($"/w/corvane/registrations/probes/{id:N}");
        page.Words.ShouldContain($"Harbour {Word(Probing.Names - 1)}");
        (await staff.Submit(page)).Status.ShouldBe(303);

        (await staff.Open($"/w/corvane/registrations/probes/{id:N}")).Words.ShouldContain("Settled");
        (await Alarms(story)).Single().SettledAt.ShouldNotBeNull();
        await using var scope = web.House.As(web.Corvane);
        var mails = await scope.ServiceProvider.GetRequiredService<Entente.Platform.Mail.MailBox>().List("names in a day", 0, 50, default);
        mails.Rows.ShouldContain(m => m.Subject.StartsWith($"Kestrel Quay", StringComparison.Ordinal));
        (await web.Guest().Get($"/w/corvane/registrations/probes/{id:N}")).Status.ShouldNotBe(200);
    }

    // Letters only, none the beginning of another.
    private static string Word(int n) => $"{(char)('a' + (n / 26))}{(char)('a' + (n % 26))}works";

    private Task<WebPage> Ask(string link, string company)
    {
        web.Clock.Advance(TimeSpan.FromSeconds(2));
        return web.Guest().Post(link + "/check", ("Input.Company", company));
    }

    private Task<List<ProbeAlarm>> Alarms(RegistrationStory story) =>
        Ask(db => db.Set<ProbeAlarm>().AsNoTracking().Where(a => a.About == story.Kestrel).ToListAsync(RegistrationStory.Ct));

    private Task<List<string>> Names(RegistrationStory story) =>
        Ask(db =>
            db.Set<CheckedName>()
                .Where(n => n.PartnerId == story.Kestrel)
                .OrderBy(n => n.Name)
                .Select(n => n.Name)
                .ToListAsync(RegistrationStory.Ct)
        );

    private async Task<T> Ask<T>(Func<EntenteDb, Task<T>> ask)
    {
        await using var scope = web.House.As(web.Corvane);
        return await ask(scope.ServiceProvider.GetRequiredService<EntenteDb>());
    }
}
