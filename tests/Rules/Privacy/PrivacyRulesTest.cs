using System.Text.Json;
using Entente.Platform.Privacy;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Entente.Rules.Privacy;

/// <summary>How a person is taken out of words, and when a thing is old.</summary>
public sealed class PrivacyRulesTest
{
    private static readonly PersonSought Ines = new(["ines@kestrel.example"], ["442079460958"], [], ["Ines Calder"]);

    [Theory]
    [InlineData("Mail ines@kestrel.example.", "Mail [erased].")]
    [InlineData("INES@Kestrel.Example; x", "[erased]; x")]
    [InlineData("Ask Ines  Calder’s team", "Ask [erased]’s team")]
    [InlineData("rines@kestrel.example stays", "rines@kestrel.example stays")]
    [InlineData("ines@kestrel.example.org stays", "ines@kestrel.example.org stays")]
    [InlineData("Ines Calderon and Ines stay", "Ines Calderon and Ines stay")]
    [InlineData("Ring +44 (0)20 7946 0958 or 020 7946-0958", "Ring [erased] or [erased]")]
    [InlineData("{\"a\":\"\\nines@kestrel.example\"}", "{\"a\":\"\\n[erased]\"}")]
    [InlineData("{\"a\":\"\\u003Cines@kestrel.example\\u003E\"}", "{\"a\":\"\\u003C[erased]\\u003E\"}")]
    public void The_person_goes_and_nobody_else(string text, string left) => ErasedText.Without(text, Ines).ShouldBe(left);

    [Fact]
    public void What_is_left_never_names_the_person_and_a_second_time_changes_nothing() =>
        Prop.ForAll<string, string>(
                (before, after) =>
                {
                    var left = ErasedText.Without($"{before} ines@kestrel.example {after} Ines Calder {before}", Ines);
                    return !ErasedText.Mentions(left, Ines) && ErasedText.Without(left, Ines) == left;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Json_stays_json_whoever_is_called_what() =>
        Prop.ForAll<NonNull<string>>(name =>
            {
                var who = new PersonSought([], [], [], [name.Get + " O’\"Neil\\é"]);
                var left = ErasedText.Without(JsonSerializer.Serialize(new { says = $"“{who.Names[0]}” said so" }), who);
                JsonDocument.Parse(left).RootElement.GetProperty("says").GetString().ShouldNotBeNull();
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_text_that_does_not_name_the_person_is_left_as_it_is() =>
        Prop.ForAll<NonNull<string>>(text => ErasedText.Mentions(text.Get, Ines) || ErasedText.Without(text.Get, Ines) == text.Get)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_younger_than_its_days_is_never_due_and_more_days_never_make_more_due()
    {
        var now = new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
        var days = Gen.Choose(RetentionRules.Least, RetentionRules.Most);
        Prop.ForAll(
                days.Two().Select(t => (t.Item1, t.Item2, Age: TimeSpan.FromHours(t.Item1 * 24 - 1))).ToArbitrary(),
                c =>
                    now - c.Age >= RetentionRules.Cutoff(now, c.Item1)
                    && (c.Item1 <= c.Item2) == (RetentionRules.Cutoff(now, c.Item2) <= RetentionRules.Cutoff(now, c.Item1))
            )
            .QuickCheckThrowOnFailure();
        Should.Throw<ArgumentOutOfRangeException>(() => RetentionRules.Cutoff(now, 0));
    }
}
