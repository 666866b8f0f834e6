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
    [InlineData("Samtykke: ja", true)]
    [InlineData("Samtycke: Ja, per telefon", true)]
    [InlineData("Suostumus: kyllä", true)]
    [InlineData("同意：はい。", true)]
    [InlineData("> Consent: yes", false)]
    [InlineData("同意：いいえ", false)]
    [InlineData("Consent: no", false)]
    [InlineData("Consent:", false)]
    [InlineData("The contact gave consent, yes", false)]
    [InlineData("Company: yes", false)]
    public void Consent_is_read_from_its_own_line(string text, bool consents) => MailLines.Consents(text).ShouldBe(consents);

    [Theory]
    [InlineData("Stage: Evaluation", StageGuess.Evaluation)]
    [InlineData("stage: discovery scheduled", StageGuess.DiscoveryScheduled)]
    [InlineData("Vaihe: arviointi", StageGuess.Evaluation)]
    [InlineData("Fas：Utvärdering", StageGuess.Evaluation)]
    [InlineData("段階：評価中", StageGuess.Evaluation)]
    [InlineData("ステージ：新規", StageGuess.NewIntro)]
    [InlineData("Stage: somewhere", null)]
    public void A_stage_is_read_by_its_name(string text, StageGuess? stage) => MailLines.Stage(text).ShouldBe(stage);

    [Theory]
    [InlineData("Land: Sverige", "SE")]
    [InlineData("Maa: Suomi", "FI")]
    [InlineData("国：日本", "JP")]
    [InlineData("• Country (of the customer): gb", "GB")]
    public void A_country_is_read_by_its_name(string text, string code) =>
        Entente.Partners.Rules.Countries.Code(MailLines.Of(text, MailLines.Country)).ShouldBe(code);

    [Theory]
    [InlineData("Rooli: CIO\nTuote: Atlas")]
    [InlineData("Stilling: CIO\nProdukt: Atlas")]
    [InlineData("Befattning: CIO\nProdukter: Atlas")]
    [InlineData("役職：CIO\n製品名：Atlas")]
    public void Role_and_product_are_read_in_each_language(string text) =>
        (MailLines.Of(text, MailLines.Role), MailLines.Of(text, MailLines.Product)).ShouldBe(("CIO", "Atlas"));

    [Fact]
    public void Text_without_the_line_never_consents() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text => !MailLines.Consents(text.Get.Replace(':', ' ').Replace('：', ' ')))
            .QuickCheckThrowOnFailure();
}
