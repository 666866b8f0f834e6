using Entente.Crm.Port;
using Entente.Crm.Rules;

namespace Entente.Rules.Crm;

public sealed class LeadRulesTests
{
    [Theory]
    [InlineData("Open - Not Contacted", false)]
    [InlineData("Working - Contacted", false)]
    [InlineData("Closed - Converted", true)]
    [InlineData("Closed - Not Converted", true)]
    [InlineData("Unqualified", true)]
    [InlineData("Nurturing", false)]
    [InlineData(null, false)]
    public void A_status_that_ends_a_lead_is_known_by_its_words(string? status, bool ends) => LeadRules.Ended(status).ShouldBe(ends);

    [Theory]
    [InlineData("NEW", false)]
    [InlineData("IN_PROGRESS", false)]
    [InlineData("qualified", true)]
    [InlineData("UNQUALIFIED", true)]
    public void HubSpots_states_say_it_themselves(string state, bool ends) => LeadRules.EndedBy(state).ShouldBe(ends);

    [Fact]
    public async Task An_object_that_the_account_has_not_is_empty_and_asked_for_again_after_an_hour()
    {
        var clock = new Stopped { Now = new(2026, 3, 12, 10, 0, 0, TimeSpan.Zero) };
        var (optional, asked) = (new OptionalObject(clock), 0);
        Task<CrmResult<int>> Refused(CrmErrorClass why)
        {
            asked++;
            return Task.FromResult<CrmResult<int>>(new CrmError(why, "x", "x"));
        }

        (await optional.Or(CrmObject.Lead, () => Refused(CrmErrorClass.Transient), 7)).Ok.ShouldBeFalse("that may pass");
        (await optional.Or(CrmObject.Lead, () => Refused(CrmErrorClass.NotFound), 7)).Value.ShouldBe(7);
        (await optional.Or(CrmObject.Lead, () => Refused(CrmErrorClass.NotFound), 7)).Value.ShouldBe(7);
        asked.ShouldBe(2);
        (await optional.Or(CrmObject.Deal, () => Refused(CrmErrorClass.NotFound), 7)).Ok.ShouldBeFalse("deals every account has");
        clock.Now += TimeSpan.FromHours(2);
        (await optional.Or(CrmObject.Lead, () => Task.FromResult<CrmResult<int>>(3), 7)).Value.ShouldBe(3);
    }

    private sealed class Stopped : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
