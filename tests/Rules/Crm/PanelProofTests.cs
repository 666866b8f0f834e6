using Entente.Crm;
using Entente.Crm.Panel.Rules;
using Entente.Crm.Port;
using Entente.Platform.Values;
using Shouldly;
using Xunit;

namespace Entente.Rules.Crm;

/// <summary>What an open panel lives on, and who may frame it.</summary>
public sealed class PanelProofTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 12, 10, 20, 0, TimeSpan.Zero);
    private static readonly WorkspaceId Corvane = Ids.New<WorkspaceId>(Now);

    private static PanelProof Proof =>
        PanelProof.Open(Corvane, Ids.New<CrmConnectionId>(Now), Ids.New<PersonId>(Now), CrmObject.Deal, "0065g00000A1b2cAAB", Now);

    [Fact]
    public void It_reads_back_what_it_wrote()
    {
        var proof = Proof;
        PanelProof.Read(proof.Text()).ShouldBe(proof);
        proof.Text().ShouldStartWith($"1|{Corvane.Value:N}|");
        proof
            .Text()
            .ShouldEndWith(
                $"|Deal|0065g00000A1b2cAAB|{Now.ToUnixTimeMilliseconds()}|{(Now + TimeSpan.FromMinutes(30)).ToUnixTimeMilliseconds()}"
            );
    }

    [Theory]
    [InlineData("")]
    [InlineData("1|x")]
    [InlineData("2|{w}|{w}|{w}|Deal|1|1|2")]
    [InlineData("1|{w}|{w}|{w}|Deal||1|2")]
    [InlineData("1|{w}|{w}|{w}|7|1|1|2")]
    [InlineData("1|{w}|{w}|{w}|Deal|1|-1|2")]
    [InlineData("1|{w}|{w}|{w}|Deal|1|1|99999999999999999999")]
    [InlineData("1|{w}|{w}|{w}|Deal|1|1|2|3")]
    public void Anything_else_is_no_proof(string text) => PanelProof.Read(text.Replace("{w}", Corvane.Value.ToString("N"))).ShouldBeNull();

    [Fact]
    public void It_is_good_for_half_an_hour_and_each_use_makes_it_half_an_hour_again_for_half_a_day()
    {
        var proof = Proof;
        proof.Judge(Corvane, Now.AddMinutes(30).AddTicks(-1)).ShouldBe(ProofVerdict.Good);
        proof.Judge(Corvane, Now.AddMinutes(30)).ShouldBe(ProofVerdict.Expired);
        proof.Renew(Now.AddMinutes(29)).Judge(Corvane, Now.AddMinutes(58)).ShouldBe(ProofVerdict.Good);
        for (var at = Now; at < Now.AddDays(1); at = at.AddMinutes(20))
            proof = proof.Renew(at);
        proof.Expires.ShouldBe(Now.AddHours(12), "whoever was vouched for in the morning is vouched for again in the evening");
    }

    [Fact]
    public void Another_workspace_does_not_take_it_even_while_it_is_fresh() =>
        Proof.Judge(Ids.New<WorkspaceId>(Now), Now).ShouldBe(ProofVerdict.Elsewhere);

    [Fact]
    public void Only_the_CRM_of_the_connection_may_frame_the_panel()
    {
        PanelFrames.Of(CrmKind.HubSpot, new("https://api.hubapi.com")).ShouldBe(["https://*.hubspot.com"]);
        PanelFrames
            .Of(CrmKind.Salesforce, new("https://corvane.my.salesforce.com"))
            .ShouldBe(["https://*.lightning.force.com", "https://*.my.salesforce.com", "https://*.vf.force.com", "https://*.my.site.com"]);
        PanelFrames
            .Of(CrmKind.HubSpot, new("http://localhost:5081"))
            .ShouldBe([
                "http://localhost:5081",
                "http://127.0.0.1:5081",
                "http://hubspot.localhost:5081",
                "http://salesforce.localhost:5081",
            ]);
        foreach (var kind in Enum.GetValues<CrmKind>())
            Should.NotThrow(() => Entente.Ui.Http.Csp.Framed(PanelFrames.Of(kind, new("https://x.example"))));
    }
}
