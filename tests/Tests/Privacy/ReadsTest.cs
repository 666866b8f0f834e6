using System.Diagnostics;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Privacy;

/// <summary>Who looked at whose record is kept: once for each person, record and hour, without the page waiting for it (SEC-3).</summary>
public sealed class ReadsTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Looking_at_a_record_is_recorded_once_an_hour_for_each_person_and_record()
    {
        using var owner = await web.Staff();
        var story = await RegistrationStory.In(web.House);
        var number = await story.Submitted(story.Ines, "Looked At Foods");
        var claim = (await story.Load(number)).Id.Value;

        foreach (var _ in Enumerable.Range(0, 3))
            (await owner.Get($"/w/corvane/registrations/{number}")).Status.ShouldBe(200);
        await owner.Get($"/w/corvane/registrations/{number}/messages");
        await owner.Get($"/w/corvane/partners/{story.Kestrel.Short()}");
        (await Told("registration.read", claim)).Count.ShouldBe(1);
        (await Told("partner.read", story.Kestrel.Value)).Count.ShouldBe(1);

        web.Clock.Advance(TimeSpan.FromHours(1));
        await owner.Get($"/w/corvane/registrations/{number}");
        var told = await Told("registration.read", claim);
        told.Count.ShouldBe(2);
        told.ShouldAllBe(e => e.Person != null && e.Channel == Channel.Web);
        (await owner.Get("/w/corvane/registrations/DR-999999")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_partner_s_person_is_recorded_too_and_nobody_without_a_name()
    {
        var story = await RegistrationStory.In(web.House);
        var log = new ReadLog(web.House.Services.GetRequiredService<IServiceScopeFactory>(), web.Clock);
        var subject = new SubjectRef("registration", Ids.New<PartnerId>(web.Clock.Now).Value);

        log.Note(story.Ines, subject);
        log.Note(story.Ines, subject);
        log.Note(story.Ines with { Person = null }, subject);
        log.Note(Actor.System(web.Corvane.Id), subject);
        (await log.Flush(Ct)).ShouldBe(1);
        (await log.Flush(Ct)).ShouldBe(0);

        (await Told("registration.read", subject.Id)).Single().Partner.ShouldBe(story.Kestrel);
    }

    [Fact]
    public async Task What_could_not_be_written_waits_for_the_next_time()
    {
        var story = await RegistrationStory.In(web.House);
        var subject = new SubjectRef("registration", Ids.New<PartnerId>(web.Clock.Now).Value);
        var log = new ReadLog(new Away(web.House.Services.GetRequiredService<IServiceScopeFactory>()), web.Clock);
        log.Note(story.Ines, subject);

        await Should.ThrowAsync<IOException>(() => log.Flush(Ct));
        (await log.Flush(Ct)).ShouldBe(1);

        (await Told("registration.read", subject.Id)).Count.ShouldBe(1);
    }

    // The app's own writer comes by twice a second; what it has begun may not be there yet.
    private async Task<List<AuditEntry>> Told(string action, Guid subject)
    {
        await web.Services.GetRequiredService<ReadLog>().Flush(Ct);
        var since = Stopwatch.StartNew();
        while (true)
        {
            await using var scope = web.House.As(web.Corvane);
            var found = await scope
                .ServiceProvider.GetRequiredService<EntenteDb>()
                .Set<AuditEntry>()
                .Where(e => e.Action == action && e.SubjectId == subject)
                .ToListAsync(Ct);
            if (since.Elapsed > TimeSpan.FromSeconds(2))
                return found;
            await Task.Delay(100, Ct);
        }
    }

    private sealed class Away(IServiceScopeFactory inner) : IServiceScopeFactory
    {
        private bool back;

        public IServiceScope CreateScope()
        {
            if (back)
                return inner.CreateScope();
            back = true;
            throw new IOException("The database is away.");
        }
    }
}
