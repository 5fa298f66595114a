//! From files to text: unpacked, decoded, within the limits.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufReader, Read};

use flate2::read::MultiGzDecoder;

use super::discover::{Input, Target, reason};
use super::file::Refusal;
use super::limits::Limits;
use super::spare;
use super::zstd::Frames;

/// What is told while files are read, from any thread.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Progress {
    /// So many more bytes, as stored, were read.
    Bytes(u64),
    /// One more file was read, or refused.
    File,
}

/// Takes what is told.
pub type Hook<'h> = &'h (dyn Fn(Progress) + Sync);

/// How much is read before it is looked at.
const CHUNK: u64 = 4 << 20;

/// The text of an input.
pub(crate) fn read(input: &Input, limits: &Limits, hook: Hook<'_>) -> Result<String, Refusal> {
    let text = match &input.target {
        Target::Unreadable(message) => Err(refusal(message, None)),
        Target::Standard => text(io::stdin().lock(), 0, limits, hook),
        Target::File(path) => match File::open(path) {
            Ok(file) if input.size > limits.bytes() => {
                drop(file);
                Err(too_large(limits))
            }
            Ok(file) => text(file, input.size, limits, hook),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(refusal("the file vanished before it was read", None))
            }
            Err(error) => Err(refusal(&reason(&error), None)),
        },
    };
    hook(Progress::File);
    text
}

fn refusal(message: &str, hint: Option<&str>) -> Refusal {
    Refusal {
        before: String::new(),
        message: message.to_owned(),
        hint: hint.map(str::to_owned),
    }
}

fn too_large(limits: &Limits) -> Refusal {
    let hint = if limits.file_bytes < Limits::MOST_BYTES {
        "split it, or raise --max-file-size"
    } else {
        "split it"
    };
    refusal(
        &format!("the text is larger than {} bytes", limits.bytes()),
        Some(hint),
    )
}

/// Counts and tells what passes.
struct Counted<'c, R> {
    inner: R,
    count: &'c Cell<u64>,
    hook: Hook<'c>,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.set(self.count.get() + read as u64);
        (self.hook)(Progress::Bytes(read as u64));
        Ok(read)
    }
}

/// Reads to the end what may be packed; whether it is shows in its first bytes, not in its name.
pub(crate) fn text(
    inner: impl Read,
    size: u64,
    limits: &Limits,
    hook: Hook<'_>,
) -> Result<String, Refusal> {
    let count = Cell::new(0);
    let mut source = Counted {
        inner,
        count: &count,
        hook,
    };
    let mut head = Vec::with_capacity(4);
    source
        .by_ref()
        .take(4)
        .read_to_end(&mut head)
        .map_err(|e| refusal(&reason(&e), None))?;
    let gzip = head.starts_with(&[0x1f, 0x8b]);
    let zstd = head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd])
        || matches!(*head, [0x50..=0x5f, 0x2a, 0x4d, 0x18]);
    let whole = io::Cursor::new(head).chain(source);
    let read = Reading {
        limits,
        packed: (gzip || zstd).then_some(&count),
    };
    let bytes = if gzip {
        read.to_end(MultiGzDecoder::new(whole), 0)
    } else if zstd {
        read.to_end(Frames::new(BufReader::new(whole)), 0)
    } else {
        read.to_end(whole, size)
    }?;
    decode(bytes, limits)
}

struct Reading<'r> {
    limits: &'r Limits,
    /// Bytes of the archive that were consumed.
    packed: Option<&'r Cell<u64>>,
}

impl Reading<'_> {
    fn to_end(&self, mut source: impl Read, size: u64) -> Result<Vec<u8>, Refusal> {
        let most = self.limits.bytes();
        // One byte more, so that the end shows without growing.
        let mut reserve = size + 1;
        let mut bytes = spare::take(reserve);
        let mut wide = false;
        loop {
            let room = (bytes.capacity() - bytes.len()) as u64;
            if room == 0 || bytes.is_empty() {
                let more = usize::try_from(reserve.max(64 << 10)).unwrap_or(usize::MAX);
                bytes
                    .try_reserve(more)
                    .map_err(|_| refusal("there is not enough memory for this file", None))?;
                reserve = bytes.len() as u64;
            }
            let room = ((bytes.capacity() - bytes.len()) as u64).min(CHUNK);
            let before = bytes.len();
            match source.by_ref().take(room).read_to_end(&mut bytes) {
                Ok(_) => {}
                Err(error) => return Err(self.broken(&error)),
            }
            if before == 0 {
                wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
            }
            if bytes.len() as u64 > most {
                return Err(too_large(self.limits));
            }
            // Early, because devices and hostile archives hold nothing else.
            if !wide
                && let Some(at) =
                    memchr::memchr(0, bytes.get(before..).unwrap_or_default()).map(|at| before + at)
            {
                return Err(zero_byte(bytes, at));
            }
            if let Some(packed) = self.packed {
                let ratio = bytes.len() as u64 / packed.get().max(1);
                if bytes.len() as u64 > Limits::FREE_BYTES && ratio > self.limits.archive_ratio {
                    return Err(refusal(
                        &format!(
                            "the archive unpacks to more than {} times its size",
                            self.limits.archive_ratio
                        ),
                        Some("unpack it yourself if it can be trusted"),
                    ));
                }
            }
            if ((bytes.len() - before) as u64) < room {
                return Ok(bytes);
            }
        }
    }

    fn broken(&self, error: &io::Error) -> Refusal {
        if self.packed.is_none() {
            return refusal(&reason(error), None);
        }
        match error.kind() {
            io::ErrorKind::UnexpectedEof => {
                refusal("the archive is cut off", Some("copy or write it again"))
            }
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::Other => {
                refusal("the archive is damaged", None)
            }
            _ => refusal(&reason(error), None),
        }
    }
}

fn zero_byte(mut bytes: Vec<u8>, at: usize) -> Refusal {
    let hint = if at < 2 && bytes.len() > 3 {
        "this looks like UTF-16 without a byte order mark; save it as UTF-8"
    } else {
        "the file is damaged or not a text"
    };
    bytes.truncate(at);
    let before = match String::from_utf8(bytes) {
        Ok(before) => before,
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            return not_utf8(error.into_bytes(), valid);
        }
    };
    Refusal {
        before,
        message: "a zero byte stands here".into(),
        hint: Some(hint.into()),
    }
}

fn not_utf8(mut bytes: Vec<u8>, valid: usize) -> Refusal {
    bytes.truncate(valid);
    Refusal {
        before: String::from_utf8(bytes).unwrap_or_default(),
        message: "the text is not UTF-8 from here on".into(),
        hint: Some("save the file as UTF-8, or as UTF-16 with a byte order mark".into()),
    }
}

fn decode(mut bytes: Vec<u8>, limits: &Limits) -> Result<String, Refusal> {
    match bytes.get(..2) {
        Some([0xff, 0xfe]) => return decode_wide(&bytes, u16::from_le_bytes, limits),
        Some([0xfe, 0xff]) => return decode_wide(&bytes, u16::from_be_bytes, limits),
        _ => {}
    }
    if bytes.starts_with(&[0xef, 0xbb, 0xbf]) {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        not_utf8(error.into_bytes(), valid)
    })
}

fn decode_wide(bytes: &[u8], unit: fn([u8; 2]) -> u16, limits: &Limits) -> Result<String, Refusal> {
    let units = bytes
        .get(2..)
        .unwrap_or_default()
        .chunks(2)
        .map(|pair| match *pair {
            [first, second] => unit([first, second]),
            // Half a unit: as wrong as a lone surrogate.
            _ => 0xD800,
        });
    let mut text = String::new();
    text.try_reserve(bytes.len() / 2)
        .map_err(|_| refusal("there is not enough memory for this file", None))?;
    for character in char::decode_utf16(units) {
        let (message, hint) = match character {
            Ok('\0') => (
                "a zero character stands here",
                "the file is damaged or not a text",
            ),
            Ok(character) => {
                if text.len() as u64 >= limits.bytes() {
                    return Err(too_large(limits));
                }
                text.push(character);
                continue;
            }
            Err(_) => (
                "the text is not UTF-16 from here on",
                "save the file as UTF-8",
            ),
        };
        return Err(Refusal {
            before: text,
            message: message.into(),
            hint: Some(hint.into()),
        });
    }
    Ok(text)
}
