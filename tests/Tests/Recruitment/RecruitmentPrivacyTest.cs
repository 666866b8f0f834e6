using System.Text.Json;
using Entente.Platform.Privacy;
using Entente.Platform.Values;
using Entente.Recruitment.Decide;
using Entente.Recruitment.Privacy;
using Entente.Recruitment.Rules;
using Entente.Tests.Privacy;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Recruitment;

/// <summary>The applicant is a person: found, erased, and forgotten after a time.</summary>
public sealed class RecruitmentPrivacyTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly RecruitmentStory story = new(house);

    [Fact]
    public async Task After_the_days_of_the_setting_the_contact_of_a_declined_application_goes_and_the_company_stays()
    {
        await story.Publish(RecruitmentStory.Open with { NotSought = [Entente.Partners.PartnerType.Oem] });
        var declined = await story.Apply(RecruitmentStory.Input(RecruitmentStory.Host(), "Gone Ltd") with { Type = "Oem" });
        var open = await story.Apply(RecruitmentStory.Input(RecruitmentStory.Host(), "Open Ltd"));
        var kind = new RecruitmentRetention().Kinds.Single(k => k.Key == "recruitment.contacts");

        (await Forget(kind, house.Clock.Now.AddDays(-1))).ShouldBe(0, "it is not old yet");
        house.Clock.Advance(TimeSpan.FromDays(2));
        (await Forget(kind, house.Clock.Now.AddDays(-1))).ShouldBe(1);
        (await Forget(kind, house.Clock.Now.AddDays(-1))).ShouldBe(0, "what was done falls out");

        var gone = await story.Load(declined);
        (gone.Company, gone.ContactEmail, gone.ContactPhone, gone.State).ShouldBe(("Gone Ltd", "", "", CandidateState.Declined));
        gone.ContactName.ShouldBe(ErasedText.Name);
        (await story.Load(open)).ContactName.ShouldBe("Hilda Quellbach");
    }

    [Fact]
    public async Task Who_was_never_decided_is_forgotten_by_how_long_nothing_happened_and_only_where_that_is_switched_on()
    {
        await story.Publish(RecruitmentStory.Open);
        var kind = new RecruitmentRetention().Kinds.Single(k => k.Key == "recruitment.undecided");
        kind.On.ShouldBeFalse();
        var (silent, kept, talked, judged) = (
            await story.Apply(RecruitmentStory.Input(RecruitmentStory.Host(), "Silent Ltd")),
            await story.Evaluated(RecruitmentStory.Input(RecruitmentStory.Host(), "Kept Ltd")),
            await story.Apply(RecruitmentStory.Input(RecruitmentStory.Host(), "Talked Ltd")),
            await story.Evaluated(RecruitmentStory.Input(RecruitmentStory.Host(), "Judged Ltd"))
        );
        var (at, day) = (await story.At(kept), DateOnly.FromDateTime(house.Clock.Now.UtcDateTime).AddDays(60).ToString("yyyy-MM-dd"));
        (await story.Move(m => m.Postpone(at, day, "In two months", Ct))).Problem.ShouldBeNull();
        house.Clock.Advance(TimeSpan.FromDays(40));
        await story.Owned(talked);

        await Forget(kind, house.Clock.Now.AddDays(-30));
        (await Contacts()).ShouldBe([ErasedText.Name, "Hilda Quellbach", "Hilda Quellbach", "Hilda Quellbach"]);
        house.Clock.Advance(TimeSpan.FromDays(60));
        await Forget(kind, house.Clock.Now.AddDays(-30));
        (await Contacts()).ShouldBe([ErasedText.Name, ErasedText.Name, ErasedText.Name, "Hilda Quellbach"]);

        async Task<List<string>> Contacts()
        {
            var names = new List<string>();
            foreach (var number in new[] { silent, kept, talked, judged })
                names.Add((await story.Load(number)).ContactName);
            return names;
        }
    }

    [Fact]
    public async Task When_they_agreed_is_kept_shown_and_given_out()
    {
        await story.Publish(RecruitmentStory.Open);
        var host = RecruitmentStory.Host();
        var agreed = house.Clock.Now;

        var number = await story.Apply(RecruitmentStory.Input(host));

        (await story.View(number))!.ConsentAt!.Value.ShouldBe(agreed, TimeSpan.FromSeconds(1));
        await using var scope = house.As(house.Corvane);
        var given = await scope.ServiceProvider.GetRequiredService<Persons>().Export(new([$"hilda@{host}"], [], [], []), Ct);
        JsonSerializer.Serialize(given.Single(t => t.Title == "Candidates")).ShouldContain("consent at");
    }

    [Fact]
    public async Task An_applicant_who_asks_is_found_in_full_and_taken_out_of_everything()
    {
        await story.Publish(RecruitmentStory.Open);
        var privacy = new PrivacyStory(house);
        var owner = await privacy.Owner();
        var host = RecruitmentStory.Host("erased");
        var email = $"erna.erasable@{host}";
        var number = await story.Evaluated(
            RecruitmentStory.Input(host, "Erased Ltd") with
            {
                ContactName = "Erna Erasable",
                ContactEmail = email,
                Words = $"Write to Erna Erasable, {email}.",
            }
        );
        (
            await house.Act<ScoreCandidate, Result>(
                story.Maren,
                s => s.Run(number, [new(FitCriterion.Sales, "2", $"Erna Erasable, {email}, sells nothing")], Ct)
            )
        ).Problem.ShouldBeNull();
        (await privacy.Holding(email)).ShouldContain($"candidate_score.note: {email}");
        var at = await story.At(number);
        (await story.Move(m => m.Decline(at, DeclineReason.Other, $"{email} is rude", null, false, Ct))).Problem.ShouldBeNull();
        (await house.Act<ScoreCandidate, Result>(story.Maren, s => s.Run(number, [], Ct))).Problem!.Code.ShouldBe("recruitment.over");

        var id = await privacy.Open(owner, email);
        (await privacy.Show(owner, id))!.Preview!.Kept.Select(k => k.Title).ShouldContain("Candidates");
        (await privacy.Erase(owner, id, email)).Problem.ShouldBeNull();

        (await privacy.Holding(email)).ShouldBeEmpty();
        (await privacy.Holding("Erna Erasable")).ShouldBeEmpty();
        (await story.Load(number)).Company.ShouldBe("Erased Ltd");
    }

    private async Task<int> Forget(RetentionKind kind, DateTimeOffset before)
    {
        await using var scope = house.As(house.Corvane);
        return await scope.ServiceProvider.GetRequiredService<RetentionRows>().Forget(kind, before, Ct);
    }
}
