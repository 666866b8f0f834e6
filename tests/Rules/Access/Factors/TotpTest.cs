using System.Text;
using Entente.Access.Factors;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Access.Factors;

/// <summary>Codes of an authenticator app: as the RFC has them, at most one step off, never good twice.</summary>
public sealed class TotpTest
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 12, 12, 0, 0, TimeSpan.Zero);

    // RFC 6238, appendix B, the lines of SHA-1.
    [Theory]
    [InlineData(59L, "94287082")]
    [InlineData(1111111109L, "07081804")]
    [InlineData(1111111111L, "14050471")]
    [InlineData(1234567890L, "89005924")]
    [InlineData(2000000000L, "69279037")]
    [InlineData(20000000000L, "65353130")]
    public void The_codes_are_those_of_the_RFC(long seconds, string code)
    {
        var secret = Encoding.ASCII.GetBytes("12345678901234567890");
        var step = Totp.StepOf(DateTimeOffset.FromUnixTimeSeconds(seconds));
        Totp.Code(secret, step, digits: 8).ShouldBe(code);
        Totp.Code(secret, step).ShouldBe(code[2..]);
    }

    // RFC 4648, section 10, without padding.
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Secrets_are_written_as_apps_read_them(string octets, string text) =>
        Totp.Base32(Encoding.ASCII.GetBytes(octets)).ShouldBe(text);

    [Fact]
    public void A_code_is_good_one_step_before_and_after_and_no_further() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                ArbMap.Default.ArbFor<NonEmptyArray<byte>>(),
                ArbMap.Default.ArbFor<int>(),
                (secret, seconds) =>
                {
                    var (key, at) = (secret.Get, Noon.AddSeconds(seconds));
                    var step = Totp.StepOf(at);
                    for (var off = -4; off <= 4; off++)
                    {
                        var found = Totp.Match(key, Totp.Code(key, step + off), at, used: 0);
                        // Another step may happen to have the same six digits.
                        if (Math.Abs(off) <= 1)
                            Assert.NotNull(found);
                        else if (found is { } other)
                            Totp.Code(key, other).ShouldBe(Totp.Code(key, step + off));
                    }
                }
            )
        );

    [Fact]
    public void Whatever_is_tried_in_whatever_order_no_step_is_used_twice_and_the_last_only_rises() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                ArbMap.Default.ArbFor<NonEmptyArray<byte>>(),
                ArbMap.Default.ArbFor<NonEmptyArray<(byte Wait, sbyte Off)>>(),
                (secret, tries) =>
                {
                    var (at, used, seen) = (Noon, 0L, new HashSet<long>());
                    foreach (var (wait, off) in tries.Get)
                    {
                        at = at.AddSeconds(wait % 40);
                        var code = Totp.Code(secret.Get, Totp.StepOf(at) + off % 3);
                        if (Totp.Match(secret.Get, code, at, used) is not { } step)
                            continue;
                        Assert.True(seen.Add(step));
                        step.ShouldBeGreaterThan(used);
                        used = step;
                        Totp.Match(secret.Get, code, at, used).ShouldNotBe(step);
                    }
                }
            )
        );

    [Theory]
    [InlineData("123456", "123456")]
    [InlineData(" 123 456 ", "123456")]
    [InlineData("123-456", "123456")]
    [InlineData("12345", null)]
    [InlineData("1234567", null)]
    [InlineData("12345a", null)]
    [InlineData("١٢٣٤٥٦", null)]
    [InlineData(null, null)]
    public void What_people_type_is_read_kindly_and_nothing_else(string? typed, string? code) => Totp.Read(typed).ShouldBe(code);

    [Fact]
    public void The_picture_says_whose_account_it_is()
    {
        var uri = Totp.Uri("Corvane & Sons", "maren.voss@corvane.example", Encoding.ASCII.GetBytes("foobar"));
        uri.ShouldBe(
            "otpauth://totp/Corvane%20%26%20Sons:maren.voss%40corvane.example?secret=MZXW6YTBOI&issuer=Corvane%20%26%20Sons&algorithm=SHA1&digits=6&period=30"
        );
    }
}
