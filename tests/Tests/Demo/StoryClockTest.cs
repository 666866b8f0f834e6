using Entente.Host;

namespace Entente.Tests.Demo;

/// <summary>Time may be told, but only forward, by one hand, and never again once it was let go.</summary>
public sealed class StoryClockTest
{
    private static readonly DateTimeOffset Began = new(2025, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly StoryClock clock = new();

    [Fact]
    public void Nobody_tells_real_time_what_it_is()
    {
        IsReal();
        using var hand = clock.TakeHand();
        IsReal();
    }

    [Fact]
    public void It_stands_where_the_hand_put_it_and_goes_forward_only()
    {
        using var hand = clock.TakeHand();
        // A story may begin in the past; from there on there is no way back, however the instants come.
        var (random, latest) = (new Random(21), DateTimeOffset.MinValue);
        for (var i = 0; i < 200; i++)
        {
            var next = Began.AddTicks(random.NextInt64(TimeSpan.FromDays(400).Ticks)).ToOffset(TimeSpan.FromHours(random.Next(-12, 13)));
            if (next >= latest)
                hand.Set(latest = next);
            else
                Should.Throw<InvalidOperationException>(() => hand.Set(next));
            clock.GetUtcNow().ShouldBe(latest);
            clock.GetUtcNow().Offset.ShouldBe(TimeSpan.Zero);
            hand.Set(latest);
        }
    }

    [Fact]
    public void Only_one_hand_is_ever_given_however_many_ask_at_once()
    {
        var given = 0;
        Parallel.For(
            0,
            64,
            _ =>
            {
                try
                {
                    clock.TakeHand();
                    Interlocked.Increment(ref given);
                }
                catch (InvalidOperationException)
                {
                    // Somebody else has it.
                }
            }
        );
        given.ShouldBe(1);
    }

    [Fact]
    public void Once_it_is_let_go_real_time_runs_and_nobody_moves_it_any_more()
    {
        var hand = clock.TakeHand();
        hand.Set(Began);
        hand.Dispose();

        IsReal();
        Should.Throw<ObjectDisposedException>(() => hand.Set(Began.AddYears(9)));
        Should.Throw<InvalidOperationException>(clock.TakeHand);
        IsReal();
    }

    private void IsReal() => (TimeProvider.System.GetUtcNow() - clock.GetUtcNow()).Duration().ShouldBeLessThan(TimeSpan.FromSeconds(5));
}
