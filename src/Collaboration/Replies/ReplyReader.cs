namespace Entente.Collaboration.Replies;

/// <summary>
/// Takes the text of a mail apart: what its sender wrote, what is quoted, what is signature. One pass over the lines, each looked at a fixed
/// number of times, so that no mail takes longer than its length. Pure.
/// </summary>
public static class ReplyReader
{
    private enum Kind : byte
    {
        Own,
        Quote,
        Signature,
    }

    /// <summary>Never throws, whatever the text.</summary>
    public static ReplyParts Read(string text)
    {
        var lines = TextLine.Split(text);
        var kinds = new Kind[lines.Count];
        var (marked, tail) = Mark(lines, kinds);
        var end = CutSignatures(lines, kinds, tail);
        var first = FirstOwn(lines, kinds, end);
        var shape = Shape(lines, kinds, first, end, marked);
        var start = shape is ReplyShape.BottomPosted or ReplyShape.TopPosted or ReplyShape.Plain ? first : 0;
        return new(
            shape is ReplyShape.QuotedOnly ? "" : Join(lines, kinds, start, end, k => k is not Kind.Signature),
            Join(lines, kinds, 0, lines.Count, k => k is Kind.Quote),
            Join(lines, kinds, 0, lines.Count, k => k is Kind.Signature),
            shape
        );
    }

    // Where what is quoted begins and ends. The tail is where everything is quoted from there on; marked says that a client's own line led to a
    // quote at the top, so that it was not chosen by the writer.
    private static (bool MarkedTop, int Tail) Mark(List<TextLine> lines, Kind[] kinds)
    {
        var (fenced, ownAbove, markedTop, bar) = (false, false, false, false);
        var fences = lines.Count(l => l.Plain.StartsWith("```", StringComparison.Ordinal));
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (line.IsBlank)
                continue;
            if (line.Plain.StartsWith("```", StringComparison.Ordinal))
                (fenced, fences) = (!fenced && fences > 1, fences - 1);
            if (fenced)
            {
                ownAbove = true;
                continue;
            }
            if (line.IsQuoted || (bar && line.Plain.StartsWith('|')))
            {
                kinds[i] = Kind.Quote;
                continue;
            }
            if (line.Raw[0] is Hints.Signature or Hints.SignatureEnd)
            {
                kinds[i] = Kind.Signature;
                for (i++; line.Raw[0] is Hints.Signature && i < lines.Count && !(lines[i].Raw is [Hints.SignatureEnd, ..]); i++)
                    kinds[i] = Kind.Signature;
                if (i < lines.Count)
                    kinds[i] = Kind.Signature;
                continue;
            }
            var head = RepeatedHead.IsSeparator(line) || RepeatedHead.At(lines, i);
            var taken = head ? 1 : Attribution.LinesAt(lines, i);
            if (taken == 0)
            {
                ownAbove = true;
                continue;
            }
            var next = NextText(lines, i + taken);
            bar = next < lines.Count && lines[next].Plain.StartsWith("| ", StringComparison.Ordinal);
            if (next < lines.Count && (lines[next].IsQuoted || bar))
            {
                kinds.AsSpan(i, taken).Fill(Kind.Quote);
                markedTop |= !ownAbove;
                i += taken - 1;
                continue;
            }
            var from = head ? AboveRules(lines, i) : i;
            kinds.AsSpan(from).Fill(Kind.Quote);
            return (markedTop, from);
        }
        Rejoin(lines, kinds);
        return (markedTop, lines.Count);
    }

    // A quoted line that a client wrapped without the mark stays quoted.
    private static void Rejoin(List<TextLine> lines, Kind[] kinds)
    {
        for (var i = 1; i + 1 < lines.Count; i++)
            if (kinds[i] is Kind.Own && !lines[i].IsBlank && lines[i - 1].IsQuoted && lines[i + 1].IsQuoted)
                if (lines[i - 1].Raw.Length is >= 60 and < 200 && lines[i].Raw.Length < 80)
                    kinds[i] = Kind.Quote;
    }

    private static int AboveRules(List<TextLine> lines, int at)
    {
        for (var from = at; ; from--)
        {
            var above = from - 1;
            while (above >= 0 && lines[above].IsBlank)
                above--;
            if (above < 0 || !(RepeatedHead.IsRule(lines[above].Plain) || RepeatedHead.IsSeparator(lines[above])))
                return from;
            from = above + 1;
        }
    }

    // From the end: a run of own lines that is all signature falls away, and so does the quote above it, until something of the sender's stays.
    private static int CutSignatures(List<TextLine> lines, Kind[] kinds, int tail)
    {
        var end = tail;
        while (true)
        {
            while (end > 0 && (lines[end - 1].IsBlank || kinds[end - 1] is not Kind.Own))
                end--;
            if (end == 0)
                return 0;
            var start = end;
            while (start > 0 && kinds[start - 1] is Kind.Own)
                start--;
            var onlyRun = FirstOwn(lines, kinds, start) == start;
            var cut = SignatureCut.Find(lines, start, end, onlyRun);
            kinds.AsSpan(cut, end - cut).Fill(Kind.Signature);
            var kept = cut;
            while (kept > start && lines[kept - 1].IsBlank)
                kept--;
            if (kept > start)
                return kept;
            end = start;
        }
    }

    private static int FirstOwn(List<TextLine> lines, Kind[] kinds, int end)
    {
        for (var i = 0; i < end; i++)
            if (kinds[i] is Kind.Own && !lines[i].IsBlank)
                return i;
        return end;
    }

    private static ReplyShape Shape(List<TextLine> lines, Kind[] kinds, int first, int end, bool markedTop)
    {
        var any = Array.IndexOf(kinds, Kind.Quote);
        if (end == 0 || first == end)
            return any < 0 ? ReplyShape.Plain : ReplyShape.QuotedOnly;
        if (any < 0)
            return ReplyShape.Plain;
        var between = Array.IndexOf(kinds, Kind.Quote, first, end - first) >= 0;
        if (between || (any < first && !markedTop))
            return ReplyShape.Inline;
        return any < first ? ReplyShape.BottomPosted : ReplyShape.TopPosted;
    }

    private static int NextText(List<TextLine> lines, int from)
    {
        while (from < lines.Count && lines[from].IsBlank)
            from++;
        return from;
    }

    private static string Join(List<TextLine> lines, Kind[] kinds, int start, int end, Func<Kind, bool> wanted)
    {
        var text = new System.Text.StringBuilder();
        var blanks = 0;
        for (var i = start; i < end; i++)
        {
            if (!wanted(kinds[i]))
                continue;
            var raw = lines[i].Raw;
            if (raw.Length > 0 && Hints.Is(raw[0]))
                raw = raw[1..];
            if (raw.Length == 0)
            {
                blanks++;
                continue;
            }
            if (text.Length > 0)
                text.Append('\n', blanks + 1);
            blanks = 0;
            text.Append(raw);
        }
        return text.ToString();
    }
}
