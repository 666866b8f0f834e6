using Entente.Collaboration.Model;
using Entente.Collaboration.Threads;
using Entente.Crm.Port;
using Entente.Platform.Values;
using Entente.Registrations.Crm;

namespace Entente.Rules.Registrations;

// What is said about a claim, and what it tells of when the partner was last active.
public sealed partial class ClaimWriteTest
{
    [Fact]
    public void A_word_that_moves_nothing_is_its_note_alone_and_one_that_does_is_the_deals_field_behind_it()
    {
        var registration = Approved();
        var message = new SharedWords(Ids.New<MessageId>(Now), "Ines Calder", false, "On Friday.", Now.AddDays(3), registration.PartnerId);

        ClaimWrite.Said(registration, message, "Kestrel Quay", moves: false).Steps.Select(s => s.Kind).ShouldBe([CrmObject.Note]);
        var steps = ClaimWrite.Said(registration, message, "Kestrel Quay", moves: true).Steps;

        steps.Select(s => s.Kind).ShouldBe([CrmObject.Note, CrmObject.Deal]);
        steps[1]
            .Fields.ShouldBe(new Dictionary<string, string?> { [EntenteFields.LastPartnerActivity] = Canonical.Instant(Now.AddDays(3)) });
    }

    [Fact]
    public void Nothing_that_is_written_later_takes_the_last_activity_back_to_an_older_act()
    {
        var registration = Approved();
        var told = Now.AddDays(10);

        var writes = new[]
        {
            ClaimWrite.Of(registration, Kestrel, Nothing with { Told = told }),
            ClaimWrite.Extended(registration, "Kestrel Quay", "Europe/Berlin", Now.AddDays(20), told),
            ClaimWrite.Shortened(registration, "Kestrel Quay", "Europe/Berlin", Now.AddDays(20), told),
        };

        foreach (var deal in writes.Select(w => w.Steps.Single(s => s.Kind is CrmObject.Deal)))
            deal.Fields[EntenteFields.LastPartnerActivity].ShouldBe(Canonical.Instant(told));
    }
}
