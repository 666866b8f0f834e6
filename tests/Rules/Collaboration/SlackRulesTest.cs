using System.Text;
using System.Text.Json.Nodes;
using Entente.Access;
using Entente.Collaboration.Chat.Rules;
using Entente.Collaboration.Slack.Rules;
using Entente.Platform.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Collaboration;

/// <summary>Only what Slack signed just now holds; nobody’s words do anything in Slack; nobody is believed beyond what is proven.</summary>
public sealed class SlackRulesTest
{
    private const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    private const string Timestamp = "1531420618";
    private const string Signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

    // Slack’s documented example (docs.slack.dev, “Verifying requests from Slack”).
    private static readonly byte[] Body = Encoding.ASCII.GetBytes(
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA"
            + "&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
            + "%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    );

    private static readonly DateTimeOffset Then = DateTimeOffset.FromUnixTimeSeconds(1531420618);

    [Fact]
    public void Slacks_documented_signature_holds()
    {
        SlackSignature.Of(Secret, Timestamp, Body).ShouldBe(Signature);
        SlackSignature.Holds(Secret, Timestamp, Signature, Body, Then).ShouldBeTrue();
        var call = SlackReader.Read("application/x-www-form-urlencoded", Body);
        (call.Kind, call.Name, call.Team, call.User, call.Channel, call.ResponseUrl).ShouldBe(
            (
                SlackKind.Command,
                "/webhook-collect",
                "T1DC2JH3J",
                "U2CERLKJA",
                "G8PSS9T3V",
                "https://hooks.slack.com/commands/T1DC2JH3J/397700885554/96rGlfmibIGlgcZRskXaIFfN"
            )
        );
    }

    [Fact]
    public void One_changed_byte_of_anything_is_refused() =>
        Prop.ForAll(
                (
                    from what in Gen.Choose(0, 3)
                    from at in Gen.Choose(0, 10_000)
                    from mask in Gen.Choose(1, 255)
                    select (what, at, mask)
                ).ToArbitrary(),
                given =>
                {
                    var parts = new[]
                    {
                        Encoding.ASCII.GetBytes(Secret),
                        Encoding.ASCII.GetBytes(Timestamp),
                        Encoding.ASCII.GetBytes(Signature),
                        [.. Body],
                    };
                    var part = parts[given.what];
                    part[given.at % part.Length] ^= (byte)given.mask;
                    return !SlackSignature.Holds(
                        Encoding.Latin1.GetString(parts[0]),
                        Encoding.Latin1.GetString(parts[1]),
                        Encoding.Latin1.GetString(parts[2]),
                        parts[3],
                        Then
                    );
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(-300, false)]
    [InlineData(-299, true)]
    [InlineData(0, true)]
    [InlineData(299, true)]
    [InlineData(300, false)]
    [InlineData(86_400, false)]
    public void A_signature_holds_for_less_than_five_minutes(int seconds, bool holds) =>
        SlackSignature.Holds(Secret, Timestamp, Signature, Body, Then.AddSeconds(seconds)).ShouldBe(holds);

    [Theory]
    [InlineData(null, Timestamp, Signature)]
    [InlineData("", Timestamp, Signature)]
    [InlineData(Secret, null, Signature)]
    [InlineData(Secret, "", Signature)]
    [InlineData(Secret, "-1531420618", Signature)]
    [InlineData(Secret, "99999999999999999999", Signature)]
    [InlineData(Secret, "soon", Signature)]
    [InlineData(Secret, Timestamp, null)]
    [InlineData(Secret, Timestamp, "v0=")]
    [InlineData(Secret, Timestamp, "v1=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    [InlineData(Secret, Timestamp, "v0=A2114D57B48EAC39B9AD189DD8316235A7B4A8D21A10BD27519666489C69B503")]
    public void What_is_missing_or_shaped_otherwise_is_refused(string? secret, string? timestamp, string? signature) =>
        SlackSignature.Holds(secret, timestamp, signature, Body, Then).ShouldBeFalse();

    [Fact]
    public void Whatever_is_sent_is_read_or_nothing_of_ours_and_never_throws() =>
        Prop.ForAll(
                (
                    from type in Gen.Elements<string?>(null, "application/json", "application/x-www-form-urlencoded", "text/plain")
                    from pieces in Gen.ListOf(
                        Gen.Elements(
                            "{",
                            "}",
                            "[",
                            "]",
                            "\"type\":\"event_callback\"",
                            "\"type\":\"block_actions\"",
                            ",",
                            ":",
                            "\"event\":",
                            "null",
                            "payload=",
                            "%7B%22type%22%3A%22view_submission%22%2C%22view%22%3A3%7D",
                            "&",
                            "=",
                            "command=%2Fx",
                            "\"\\ud800\"",
                            "\uFFFF",
                            "%",
                            new string('[', 70)
                        )
                    )
                    select (type, text: string.Concat(pieces))
                ).ToArbitrary(),
                given =>
                {
                    var call = SlackReader.Read(given.type, Encoding.UTF8.GetBytes(given.text));
                    return call.Key.Length is > 0 and <= 100 && call.User.Length <= 80 && call.Channel.Length <= 80;
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(429, "ratelimited", SlackFault.Again)]
    [InlineData(200, "ratelimited", SlackFault.Again)]
    [InlineData(503, "", SlackFault.Again)]
    [InlineData(0, "", SlackFault.Again)]
    [InlineData(200, "invalid_auth", SlackFault.Disconnected)]
    [InlineData(200, "token_revoked", SlackFault.Disconnected)]
    [InlineData(200, "account_inactive", SlackFault.Disconnected)]
    [InlineData(200, "is_archived", SlackFault.ChannelGone)]
    [InlineData(200, "channel_not_found", SlackFault.ChannelGone)]
    [InlineData(200, "invalid_blocks", SlackFault.GiveUp)]
    [InlineData(200, "missing_scope", SlackFault.GiveUp)]
    [InlineData(200, "something_new", SlackFault.GiveUp)]
    public void What_Slack_refuses_is_tried_again_given_up_or_ends_it(int status, string error, SlackFault fault) =>
        SlackFaults.Of(status, error).ShouldBe(fault);

    [Theory]
    [InlineData("30", 1, 30)]
    [InlineData("0", 1, 1)]
    [InlineData("999999", 1, 3600)]
    [InlineData(null, 1, 2)]
    [InlineData("later", 3, 8)]
    [InlineData(null, 50, 300)]
    public void How_long_to_wait_is_what_Slack_says_within_reason(string? said, int tries, int seconds) =>
        ChatText.Wait(said, tries).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void Nobody_is_believed_beyond_what_is_proven() =>
        Prop.ForAll(
                (
                    from team in Gen.Elements("T1", "T2")
                    from email in Gen.Elements<string?>(null, "a@b.example")
                    from confirmed in Gen.Elements(true, false)
                    from gone in Gen.Elements(true, false)
                    from channel in Gen.Elements<PartnerId?>(null, One, Two)
                    from byMail in Gen.Elements<MemberCard?>(null, Member(null), Member(One), Member(Two), Member(One, active: false))
                    from linked in Gen.Elements<MemberCard?>(null, Member(null), Member(One, active: false))
                    select (team, email, confirmed, gone, channel, byMail, linked)
                ).ToArbitrary(),
                g =>
                {
                    var (member, why) = SlackWho.Of(
                        new("U", g.team, "n", g.email, g.confirmed, g.gone),
                        "T1",
                        g.channel,
                        g.byMail,
                        g.linked
                    );
                    if (member is null)
                        return why is not SlackStranger.None;
                    if (g.gone || !member.Active || why is not SlackStranger.None)
                        return false;
                    if (g.linked is not null)
                        return member == g.linked;
                    // By the address: proven, and of another team only for the channel’s own partner.
                    return g is { email: not null, confirmed: true }
                        && (g.team == "T1" || (member.Side is MemberSide.Partner && member.Partner == g.channel));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_manifest_asks_for_what_is_used_at_the_addresses_of_this_workspace()
    {
        var manifest = JsonNode.Parse(
            SlackManifest.Of(new string('V', 60), "https://x.example/hooks/corvane/slack", "https://x.example/cb")
        )!;
        manifest["display_information"]!["name"]!.GetValue<string>().Length.ShouldBeLessThanOrEqualTo(35);
        manifest["settings"]!["event_subscriptions"]!["request_url"]!
            .GetValue<string>()
            .ShouldBe("https://x.example/hooks/corvane/slack/events");
        manifest["settings"]!["interactivity"]!["request_url"]!
            .GetValue<string>()
            .ShouldBe("https://x.example/hooks/corvane/slack/actions");
        manifest["features"]!["slash_commands"]!
            .AsArray()
            .Select(c => c!["command"]!.GetValue<string>())
            .ShouldBe(["/register", "/deal", "/entente"]);
    }

    private static readonly PartnerId One = new(new Guid(1, 0, 0, new byte[8]));
    private static readonly PartnerId Two = new(new Guid(2, 0, 0, new byte[8]));

    private static MemberCard Member(PartnerId? partner, bool active = true) =>
        new(
            new(new(new Guid(7, 0, 0, new byte[8])), "Name", "a@b.example"),
            partner is null ? MemberSide.Staff : MemberSide.Partner,
            partner is null ? StaffRole.Sales : null,
            partner is null ? null : PartnerRole.Seller,
            partner,
            active
        );
}
