using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.AskInfo;
using Entente.Registrations.Meet;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>Each test has a house of its own: its clock only ever goes forward.</summary>
public sealed class ClocksTest(TestCluster cluster) : IAsyncLifetime
{
    private readonly House house = new(cluster);

    private static readonly DateTimeOffset Monday = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);

    public ValueTask InitializeAsync() => house.InitializeAsync();

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task The_partner_manager_is_reminded_at_half_at_three_quarters_and_at_the_breach_once_each()
    {
        house.Clock.Set(Monday);
        var story = await RegistrationStory.In(house);
        var kept = await story.Load(await story.Submitted(story.Ines, "Ticking"));
        for (var hour = 0; hour < 60; hour++)
        {
            house.Clock.Advance(TimeSpan.FromHours(1));
            await house.Work();
        }

        var subjects = (await Mails(kept)).Select(m => m.Subject).ToList();
        subjects.Count(s => s.Contains("waits for a decision", StringComparison.Ordinal)).ShouldBe(2);
        subjects.Count(s => s.Contains("overdue", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_question_unanswered_for_fourteen_days_withdraws_the_claim_and_says_so()
    {
        house.Clock.Set(Monday);
        var story = await RegistrationStory.In(house);
        var number = await story.Submitted(story.Ines, "Silence");
        await house.Act<AskForInfo, Result>(
            story.Maren,
            async u =>
                await u.Run(new(number, (await story.Load(number)).Version, InfoTopic.WhoDecides, "Who signs?"), RegistrationStory.Ct)
        );

        await Pass(TimeSpan.FromDays(14) - TimeSpan.FromHours(1));
        (await story.Load(number)).State.ShouldBe(RegistrationState.NeedsInfo);
        await Pass(TimeSpan.FromDays(2));

        var kept = await story.Load(number);
        kept.State.ShouldBe(RegistrationState.Withdrawn);
        (await Mails(kept))[^1].Subject.ShouldBe($"{number}: withdrawn");
    }

    [Fact]
    public async Task Without_a_first_meeting_the_protection_is_released_and_the_company_is_free()
    {
        house.Clock.Set(Monday);
        var story = await RegistrationStory.In(house);
        var number = await story.Approved(story.Ines, "No Meeting");
        await house.Work();

        await Pass(TimeSpan.FromDays(15));

        var kept = await story.Load(number);
        kept.Protection.ShouldBe(ProtectionState.Released);
        (await Mails(kept))[^1].Subject.ShouldContain("was released");
        (await Meet(story.Ines, number)).Problem!.Code.ShouldBe("registration.not_conditional");
        await story.Approved(story.Jonah, "No Meeting");
    }

    [Fact]
    public async Task A_meeting_on_record_keeps_it_and_reminders_come_fourteen_seven_and_one_day_before_the_end()
    {
        house.Clock.Set(Monday);
        var story = await RegistrationStory.In(house);
        var number = await story.Approved(story.Ines, "Well Met");
        (await Meet(story.Ines, number)).Ok.ShouldBeTrue();
        for (var day = 0; day < 93; day++)
        {
            if (day % 20 == 19 && day < 90)
                await story.Say(story.Ines, number);
            await Pass(TimeSpan.FromDays(1));
        }

        var kept = await story.Load(number);
        kept.Protection.ShouldBe(ProtectionState.Expired);
        var subjects = (await Mails(kept)).Select(m => m.Subject).Where(s => s.Contains("protect", StringComparison.Ordinal)).ToList();
        subjects.Count.ShouldBe(4);
        (subjects[0], subjects[1], subjects[2]).ShouldBe(
            (
                $"{number}: Well Met is protected for 14 days more",
                $"{number}: Well Met is protected for 7 days more",
                $"{number}: Well Met is protected for 1 day more"
            )
        );
        subjects[3].ShouldContain("has ended");
    }

    [Fact]
    public async Task A_late_first_meeting_does_not_count_even_before_the_schedule_has_looked()
    {
        house.Clock.Set(Monday);
        var story = await RegistrationStory.In(house);
        var number = await story.Approved(story.Ines, "Too Late");
        house.Clock.Advance(TimeSpan.FromDays(16));

        (await Meet(story.Ines, number)).Problem!.Code.ShouldBe("registration.not_conditional");
    }

    private async Task Pass(TimeSpan time)
    {
        house.Clock.Advance(time);
        await house.Work();
    }

    private Task<Result> Meet(Actor who, string number) =>
        house.Act<LogFirstMeeting, Result>(who, u => u.Run(number, RegistrationStory.Ct));

    private async Task<List<MailRow>> Mails(Registration registration)
    {
        await using var scope = house.As(house.Corvane);
        return await scope.ServiceProvider.GetRequiredService<MailBox>().About(registration.Id.Subject, RegistrationStory.Ct);
    }
}
