using System.Text;

namespace Entente.Collaboration.Intake.Smtp;

internal enum LineEnd
{
    Proper,
    Closed,
    TooLong,

    /// <summary>A bare CR or LF: two programs could disagree where a line ends, and a mail hides in another.</summary>
    Bare,
}

/// <summary>
/// The lines and mails of one connection (RFC 5321 §2.3.8, §4.5.2). Only CR LF ends a line and only CR LF . CR LF a mail; anything like them is
/// refused, not guessed, so that nobody smuggles a second mail in.
/// </summary>
internal sealed class SmtpLines(Stream stream, TimeSpan silence, TimeProvider clock)
{
    private const int MostLine = 4_096;
    private readonly byte[] _buffer = new byte[32 * 1024];
    private int _at;
    private int _end;

    /// <summary>Whether the client has sent more than was read.</summary>
    public bool HasMore => _at < _end;

    public async Task<(string Line, LineEnd End)> Line(CancellationToken ct)
    {
        var line = new List<byte>(128);
        while (true)
        {
            if (_at == _end && !await Fill(ct))
                return ("", LineEnd.Closed);
            var b = _buffer[_at++];
            if (b == '\n')
            {
                if (line.Count == 0 || line[^1] != '\r')
                    return ("", LineEnd.Bare);
                line.RemoveAt(line.Count - 1);
                return line.Contains((byte)'\r') || line.Contains((byte)0)
                    ? ("", LineEnd.Bare)
                    : (Encoding.UTF8.GetString([.. line]), LineEnd.Proper);
            }
            if (line.Count >= MostLine)
                return ("", LineEnd.TooLong);
            line.Add(b);
        }
    }

    /// <summary>The mail up to its end, dots unstuffed. Null content: larger than <paramref name="most"/>; it is read to its end all the same.</summary>
    public async Task<(MemoryStream? Content, LineEnd End)> Mail(long most, CancellationToken ct)
    {
        MemoryStream? content = new();
        var (state, bare, size) = (State.Start, false, 0L);
        while (true)
        {
            if (_at == _end && !await Fill(ct))
                return (null, LineEnd.Closed);
            var b = _buffer[_at++];
            if (state is State.DotReturn && b == '\n')
                return (content, bare ? LineEnd.Bare : LineEnd.Proper);
            if (state is State.Start && b == '.')
            {
                state = State.Dot;
                continue;
            }
            if (b == '\r')
            {
                bare |= state is State.Return or State.DotReturn;
                state = state is State.Dot ? State.DotReturn : State.Return;
                continue;
            }
            var paired = state is State.Return && b == '\n';
            bare |= !paired && (b == '\n' || state is State.Return or State.DotReturn);
            state = paired ? State.Start : State.Line;
            size += paired ? 2 : 1;
            if (size > most)
            {
                content?.Dispose();
                content = null;
                if (size > most * 4)
                    return (null, LineEnd.TooLong);
            }
            if (paired)
                content?.WriteByte((byte)'\r');
            content?.WriteByte(b);
        }
    }

    private async Task<bool> Fill(CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var timer = clock.CreateTimer(_ => patience.Cancel(), null, silence, Timeout.InfiniteTimeSpan);
        (_at, _end) = (0, 0);
        _end = await stream.ReadAsync(_buffer, patience.Token);
        return _end > 0;
    }

    private enum State : byte
    {
        Start,
        Line,
        Return,
        Dot,
        DotReturn,
    }
}
