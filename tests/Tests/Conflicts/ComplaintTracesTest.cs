using Entente.Access;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Tests.Privacy;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Conflicts;

/// <summary>What becomes of a complaint when its people or its partner go. Each test has a house of its own.</summary>
public sealed class ComplaintTracesTest(TestCluster cluster) : IAsyncLifetime
{
    private readonly House house = new(cluster);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await house.InitializeAsync();
        house.Clock.Set(new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero));
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task Whoever_is_erased_is_taken_out_of_its_words_and_the_complaint_stays()
    {
        var story = await ComplaintStory.In(house);
        var privacy = new PrivacyStory(house);
        var number = await story.Complained(story.Claims.Ines, null, words: $"Ines Calder ({story.Claims.InesEmail}) was not called back.");
        (await story.Answer(story.Claims.Maren, number, true, "Ines Calder is right.")).Problem.ShouldBeNull();
        await house.Work();
        var owner = await privacy.Owner();
        var id = await privacy.Open(owner, story.Claims.InesEmail);
        (await privacy.Show(owner, id))!.Preview!.Kept.Select(k => k.Title).ShouldContain("Complaints");

        (await privacy.Erase(owner, id, story.Claims.InesEmail)).Problem.ShouldBeNull();

        var one = await story.Load(number);
        (one.Upheld, one.By).ShouldBe((true, story.Claims.Ines.Person));
        one.Words.ShouldContain("was not called back");
        foreach (var text in new[] { one.Words, one.Reply! })
        {
            text.ShouldNotContain("Calder");
            text.ShouldNotContain(story.Claims.InesEmail);
        }
    }

    [Fact]
    public async Task Where_whoever_brought_it_is_gone_the_partners_admins_read_the_answer()
    {
        var story = await ComplaintStory.In(house);
        var number = await story.Complained(story.Claims.Ines, null);
        await house.Work();
        await using (var scope = house.As(house.Corvane))
        {
            var access = scope.ServiceProvider.GetRequiredService<AccessApi>();
            (
                await access.AddPartnerPerson(story.Claims.Kestrel, "ada@kestrel-admin.example", "Ada Admin", PartnerRole.Admin, Ct)
            ).Problem.ShouldBeNull();
            await access.Suspend(story.Claims.Ines.Person!.Value, Ct);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        }
        (await story.Answer(story.Claims.Maren, number)).Problem.ShouldBeNull();
        await house.Work();

        (await story.Subjects(story.Claims.Ines, number)).ShouldBe([$"{number}: we have your complaint"]);
        await using var read = house.As(house.Corvane);
        var ada = (await read.ServiceProvider.GetRequiredService<AccessApi>().Member("ada@kestrel-admin.example", Ct))!.Person.Id;
        (await story.Subjects(story.Claims.Ines with { Person = ada }, number)).ShouldBe([$"{number}: you were right to complain"]);
    }

    [Fact]
    public async Task Answered_before_anybody_was_told_it_is_told_by_its_answer_alone()
    {
        var story = await ComplaintStory.In(house);
        var number = await story.Complained(story.Claims.Ines, null);
        (await story.Answer(story.Claims.Maren, number, false)).Problem.ShouldBeNull();
        await house.Work();

        (await story.Subjects(story.Claims.Ines, number)).ShouldBe([$"{number}: your complaint is answered"]);
        (await story.Subjects(story.Claims.Maren, number)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Before_a_partner_ends_its_open_complaints_are_counted_and_named_to_those_who_may_answer()
    {
        var story = await ComplaintStory.In(house);
        var number = await story.Complained(story.Claims.Ines, null);
        await story.Complained(story.Claims.Jonah, null);

        var line = await Line();
        (line.Open, line.Items.ShouldHaveSingleItem().Href).ShouldBe((1, $"/w/corvane/conflicts/complaints/{number}"));
        (await story.Answer(story.Claims.Maren, number)).Problem.ShouldBeNull();
        (await Line()).Open.ShouldBe(0);

        async Task<LeavingLine> Line()
        {
            await using var scope = house.As(story.Claims.Maren);
            foreach (var check in scope.ServiceProvider.GetServices<ILeavingCheck>())
                if (await check.Of(story.Claims.Kestrel, Ct) is { What: "complaint" } line)
                    return line;
            throw new InvalidOperationException("Nobody counts complaints.");
        }
    }
}
