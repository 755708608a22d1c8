"""Runs a command on the partitions of a file of lines as Spark's RDD.pipe does (core/rdd/PipedRDD.scala): a process for
each partition, its lines on standard input with LF behind, one record for each line of standard output, standard error
passed on, and an exit status other than 0 fails the job.

usage: partitions.py NUMBER FILE COMMAND …"""

import subprocess
import sys
import threading


def piped(lines, command):
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def feed():
        try:
            for line in lines:
                process.stdin.write(line + b"\n")
            process.stdin.close()
        except BrokenPipeError:
            pass

    feeder = threading.Thread(target=feed)
    feeder.start()
    records = [line.rstrip(b"\n") for line in process.stdout]
    feeder.join()
    status = process.wait()
    if status != 0:
        sys.exit(f"Subprocess exited with status {status}. Command ran: {' '.join(command)}")
    return records


def main(number, file, *command):
    with open(file, "rb") as source:
        lines = source.read().rstrip(b"\n").split(b"\n")
    size = -(-len(lines) // int(number))
    for at in range(0, len(lines), size):
        part = lines[at : at + size]
        records = piped(part, list(command))
        if len(records) != len(part):
            sys.exit(f"{len(part)} lines went in, {len(records)} came out")
        sys.stdout.buffer.write(b"".join(record + b"\n" for record in records))


main(*sys.argv[1:])
