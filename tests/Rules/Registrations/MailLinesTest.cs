using Entente.Registrations.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations;

/// <summary>Consent is only what a mail says in so many words.</summary>
public sealed class MailLinesTest
{
    [Theory]
    [InlineData("Consent: yes", true)]
    [InlineData(" - consent : Yes, by phone", true)]
    [InlineData("Einwilligung: ja", true)]
    [InlineData("Consent: no", false)]
    [InlineData("Consent:", false)]
    [InlineData("The contact gave consent, yes", false)]
    [InlineData("Company: yes", false)]
    public void Consent_is_read_from_its_own_line(string text, bool consents) => MailLines.Consents(text).ShouldBe(consents);

    [Theory]
    [InlineData("Stage: Evaluation", StageGuess.Evaluation)]
    [InlineData("stage: discovery scheduled", StageGuess.DiscoveryScheduled)]
    [InlineData("Stage: somewhere", null)]
    public void A_stage_is_read_by_its_name(string text, StageGuess? stage) => MailLines.Stage(text).ShouldBe(stage);

    [Fact]
    public void Text_without_the_line_never_consents() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text => !MailLines.Consents(text.Get.Replace(':', ' ')))
            .QuickCheckThrowOnFailure();
}
