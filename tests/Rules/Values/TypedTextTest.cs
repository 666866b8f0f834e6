using System.Text;
using Entente.Platform.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Values;

public sealed class TypedTextTest
{
    private static readonly Arbitrary<string> Anything = Gen.ArrayOf(
            Gen.Frequency(
                (6, Gen.Choose(32, 0x2FF).Select(c => (char)c)),
                (1, Gen.Choose(0, 31).Select(c => (char)c)),
                (2, Gen.Choose(0xD800, 0xDFFF).Select(c => (char)c))
            )
        )
        .Select(c => new string(c))
        .ToArbitrary();

    [Fact]
    public void What_is_read_can_be_kept_whatever_was_typed() =>
        Prop.ForAll(
                Anything,
                typed =>
                {
                    foreach (var text in new[] { TypedText.Line(typed), TypedText.Lines(typed) })
                    {
                        Should.NotThrow(() => new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(text));
                        text.Any(c => char.IsControl(c) && c is not ('\n' or '\t')).ShouldBeFalse();
                        text.ShouldBe(text.Trim());
                    }
                    TypedText.Line(typed).ShouldNotContain('\n');
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Reading_it_again_changes_nothing() =>
        Prop.ForAll(
                Anything,
                typed =>
                    TypedText.Line(TypedText.Line(typed)) == TypedText.Line(typed)
                    && TypedText.Lines(TypedText.Lines(typed)) == TypedText.Lines(typed)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Half_a_character_goes() =>
        // Not in an attribute: those are kept as UTF-8, which has no half characters.
        TypedText.Lines("half \ud83d a character").ShouldBe("half  a character");

    [Theory]
    [InlineData("a\tb\r\nc", "a b c", "a\tb\nc")]
    [InlineData("whole \ud83d\ude00", "whole \ud83d\ude00", "whole \ud83d\ude00")]
    [InlineData("\0bell\a ", "bell", "bell")]
    [InlineData(null, "", "")]
    public void Lines_are_one_or_stay(string? typed, string line, string lines)
    {
        TypedText.Line(typed).ShouldBe(line);
        TypedText.Lines(typed).ShouldBe(lines);
    }
}
