using System.Text;
using Entente.Crm.HubSpot;
using Entente.Crm.Port;
using Shouldly;
using Xunit;

namespace Entente.Rules.Crm;

public sealed class HubSpotPushTests
{
    private const string Secret = "s3cret";
    private const string Address = "https://entente.example/hooks/corvane/1";
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_property_change_is_a_hint_to_fetch_the_record()
    {
        var read = Read(
            """[{"eventId":3,"portalId":4411,"occurredAt":1763632800123,"subscriptionType":"object.propertyChange","attemptNumber":0,"objectId":70012,"objectTypeId":"0-3","propertyName":"dealstage","propertyValue":"closedwon"}]"""
        );
        read.Value.Hints.ShouldBe([
            new CrmHint(CrmObject.Deal, "70012", CrmHintKind.Changed, DateTimeOffset.FromUnixTimeMilliseconds(1763632800123)),
        ]);
    }

    [Fact]
    public void The_same_event_delivered_again_has_the_same_key()
    {
        const string once =
            """[{"eventId":3,"portalId":4411,"occurredAt":1,"subscriptionType":"deal.creation","attemptNumber":0,"objectId":7}]""";
        Read(once)
            .Value.DeliveryKeys.ShouldBe(
                Read(once.Replace("\"attemptNumber\":0", "\"attemptNumber\":4", StringComparison.Ordinal)).Value.DeliveryKeys
            );
    }

    [Fact]
    public void Both_ends_of_an_association_are_fetched() =>
        Read(
            """[{"eventId":3,"portalId":4411,"occurredAt":1,"subscriptionType":"deal.associationChange","associationType":"DEAL_TO_COMPANY","fromObjectId":7,"toObjectId":8}]"""
        )
            .Value.Hints.Select(h => (h.Kind, h.Id))
            .ShouldBe([(CrmObject.Deal, "7"), (CrmObject.Account, "8")]);

    [Fact]
    public void A_merge_names_everybody_it_touched() =>
        Read(
            """[{"eventId":3,"portalId":4411,"occurredAt":1,"subscriptionType":"company.merge","objectId":9,"primaryObjectId":7,"mergedObjectIds":[7,8],"newObjectId":9}]"""
        )
            .Value.Hints.Select(h => (h.Id, h.What))
            .ShouldBe([("7", CrmHintKind.Merged), ("8", CrmHintKind.Merged), ("9", CrmHintKind.Merged)], ignoreOrder: true);

    [Fact]
    public void What_Entente_does_not_mirror_is_taken_and_forgotten() =>
        Read("""[{"eventId":3,"portalId":4411,"occurredAt":1,"subscriptionType":"ticket.creation","objectId":7},{"odd":true}]""")
            .Value.Hints.ShouldBeEmpty();

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"an":"object"}""")]
    [InlineData("")]
    public void A_signed_delivery_that_cannot_be_read_is_kept_aside(string body) => Read(body).Error!.Class.ShouldBe(CrmErrorClass.Poison);

    [Fact]
    public void Another_account_is_refused() =>
        Read("""[{"eventId":3,"portalId":9,"occurredAt":1,"subscriptionType":"deal.creation","objectId":7}]""")
            .Error!.Code.ShouldBe("wrong_account");

    [Fact]
    public void A_wrong_or_old_signature_is_refused_before_anything_is_read()
    {
        var push = Signed("not json");
        HubSpotPush.Read(push, "other", "4411", Now).Error!.Code.ShouldBe("signature_wrong");
        HubSpotPush.Read(push, Secret, "4411", Now.AddMinutes(6)).Error!.Code.ShouldBe("signature_stale");
    }

    private static CrmResult<CrmPushRead> Read(string body) => HubSpotPush.Read(Signed(body), Secret, "4411", Now);

    private static CrmPush Signed(string body)
    {
        var (bytes, stamp) = (
            Encoding.UTF8.GetBytes(body),
            Now.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
        var headers = new Dictionary<string, string>
        {
            ["x-hubspot-signature-v3"] = HubSpotSignature.SignV3(Secret, "POST", Address, bytes, stamp),
            ["x-hubspot-request-timestamp"] = stamp,
        };
        return new CrmPush("POST", Address, headers, bytes);
    }
}
