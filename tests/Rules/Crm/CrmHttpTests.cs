using System.Net;
using Entente.Crm.Http;
using Entente.Crm.HubSpot;
using Entente.Crm.Lanes;
using Entente.Crm.Port;
using Shouldly;
using Xunit;

namespace Entente.Rules.Crm;

/// <summary>The client hides two retries and no more: one with a fresh token, one after a short wait. Everything else the engine decides.</summary>
public sealed class CrmHttpTests
{
    [Fact]
    public async Task A_refused_token_is_replaced_once()
    {
        using var crm = new FakeCrm(
            _ => FakeCrm.Json(HttpStatusCode.Unauthorized, "{}"),
            _ => FakeCrm.Json(HttpStatusCode.OK, """{"a":1}""")
        );
        var answer = await Send(crm);
        answer.Value.Body.Text("a").ShouldBe("1");
        crm.Calls.Select(c => c.Bearer).ShouldBe(["t1", "t2"]);
    }

    [Fact]
    public async Task A_token_that_is_refused_again_is_given_up()
    {
        using var crm = new FakeCrm(_ => FakeCrm.Json(HttpStatusCode.Unauthorized, "{}"));
        (await Send(crm)).Error!.Class.ShouldBe(CrmErrorClass.Auth);
        crm.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_short_wait_is_honoured_once()
    {
        using var crm = new FakeCrm(_ => FakeCrm.Json(HttpStatusCode.TooManyRequests, "{}", TimeSpan.FromSeconds(1)));
        var error = (await Send(crm)).Error!;
        (error.Class, error.RetryAfter).ShouldBe((CrmErrorClass.Throttled, TimeSpan.FromSeconds(1)));
        crm.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_long_wait_is_the_engines_to_decide_and_holds_the_lane()
    {
        using var crm = new FakeCrm(_ =>
            FakeCrm.Json(HttpStatusCode.TooManyRequests, """{"policyName":"DAILY"}""", TimeSpan.FromMinutes(30))
        );
        var http = Http(crm);
        (await http.Send(new(HttpMethod.Get, "/x", CrmLane.Write), default)).Error!.RetryAfter.ShouldBe(TimeSpan.FromMinutes(30));
        (await http.Send(new(HttpMethod.Get, "/x", CrmLane.Interactive), default)).Error!.Code.ShouldBe("lane_full");
        crm.Calls.Count.ShouldBe(1, "nobody calls before it is over");
    }

    [Fact]
    public async Task A_server_in_trouble_is_asked_once()
    {
        using var crm = new FakeCrm(_ => FakeCrm.Json(HttpStatusCode.BadGateway, "<html>"));
        (await Send(crm)).Error!.Class.ShouldBe(CrmErrorClass.Transient);
        crm.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_that_is_not_what_was_promised_is_kept_aside()
    {
        using var crm = new FakeCrm(_ => FakeCrm.Json(HttpStatusCode.OK, "<html>all is well</html>"));
        (await Send(crm)).Error!.Class.ShouldBe(CrmErrorClass.Poison);
    }

    [Fact]
    public async Task What_the_headers_say_is_left_for_everybody_is_not_used_up()
    {
        using var crm = new FakeCrm(_ =>
        {
            var answer = FakeCrm.Json(HttpStatusCode.OK, "{}");
            answer.Headers.Add("X-HubSpot-RateLimit-Max", "100");
            answer.Headers.Add("X-HubSpot-RateLimit-Remaining", "21");
            return answer;
        });
        var http = Http(crm);
        await http.Send(new(HttpMethod.Get, "/x", CrmLane.Write), default);
        var backfill = http.Gate.Enter(CrmLane.Backfill, LaneLimit.General, default);
        backfill.IsCompleted.ShouldBeFalse("of twenty-one left, twenty are the others', and one is kept for more urgent work");
        (await http.Gate.Enter(CrmLane.Write, LaneLimit.General, default)).ShouldBeNull();
    }

    private static Task<CrmResult<CrmReply>> Send(FakeCrm crm) => Http(crm).Send(new(HttpMethod.Get, "/x", CrmLane.Write), default);

    private static CrmHttp Http(FakeCrm crm) =>
        new(
            crm.Client,
            new LaneGate(LanePolicy.Of(100, 10), TimeProvider.System),
            new Auth(),
            new HubSpotDialect(TimeZoneInfo.Utc, TimeProvider.System),
            TimeProvider.System
        );

    private sealed class Auth : ICrmAuth
    {
        public ValueTask<CrmResult<CrmAccess>> Access(CrmAccess? refused, CancellationToken ct) =>
            new(new CrmAccess(new("https://crm.example"), refused is null ? "t1" : "t2"));
    }
}
